using Inference.Errors;

namespace Inference.Models;

/// <summary>What went wrong at a model's server, in words that are safe to show, and what may be done about it.</summary>
internal sealed class ModelServerException(ErrorKind kind, string message, Exception? inner = null) : Exception(message, inner)
{
    // A day: what a server says beyond that is no time to wait.
    private const int LongestRetryAfter = 86_400;

    public ErrorKind Kind { get; } = kind;

    /// <summary>Whether the same request may succeed when it is repeated.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Whether the server is at fault, so that others had better leave it alone.</summary>
    public bool IsOutage { get; init; }

    /// <summary>When the server wants to be asked again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What the operator is told beside the message.</summary>
    public string? Cause { get; init; } = (inner as ServerFault)?.Cause;

    /// <summary>A request that is wrong is wrong for every model.</summary>
    public bool AllowsFallback => Kind != ErrorKind.InvalidParamValue;

    public InferenceException ToInferenceException() =>
        new(Kind, Message, param: null, RetryAfter is { } wait ? (int)Math.Ceiling(Math.Clamp(wait.TotalSeconds, 1, LongestRetryAfter)) : null) { Cause = Cause };
}
