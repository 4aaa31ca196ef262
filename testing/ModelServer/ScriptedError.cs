namespace Inference.ModelServers;

/// <summary>A refusal: status, seconds for <c>Retry-After</c>, and on how many of the first calls (all of them by default).</summary>
public sealed record ScriptedError(int Status, int? RetryAfter = null, int FirstCalls = int.MaxValue)
{
    /// <summary>Its message; by default a fixed text.</summary>
    public string? Message { get; init; }
}
