namespace Inference.Recording;

/// <summary>Something that was done to the cluster.</summary>
/// <param name="Kind">What.</param>
/// <param name="Target">To whom.</param>
/// <param name="At">When.</param>
/// <param name="Over">When whoever was hit was there again.</param>
internal sealed record Fault(FaultKind Kind, string Target, DateTimeOffset At, DateTimeOffset Over);
