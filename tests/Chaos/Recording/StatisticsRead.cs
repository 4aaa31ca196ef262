namespace Inference.Recording;

/// <summary>How many calls of one type the statistics told of in the middle of the run.</summary>
/// <param name="Type">The logs' type.</param>
/// <param name="Calls">How many there were.</param>
/// <param name="Began">When the question was sent.</param>
/// <param name="Ended">When the answer was there.</param>
internal sealed record StatisticsRead(string Type, int Calls, DateTimeOffset Began, DateTimeOffset Ended);
