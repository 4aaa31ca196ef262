using Inference.Errors;
using Inference.Models.Servers;

namespace Inference.Models;

/// <summary>What went wrong at a model's server, in words that are safe to show, and what may be done about it.</summary>
internal sealed class ModelServerException(ErrorKind kind, string message, Exception? inner = null) : Exception(message, inner)
{
    // A day: what a server says beyond that is no time to wait.
    private const int LongestRetryAfter = 86_400;

    // Where the server does not say how long it will be busy.
    private const int UsualRetryAfter = 5;

    public ErrorKind Kind { get; } = kind;

    /// <summary>The request's field at fault, as the server names it.</summary>
    public string? Param { get; init; }

    /// <summary>Whether the same request may succeed when it is repeated.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Whether the server is at fault, so that others had better leave it alone.</summary>
    public bool IsOutage { get; init; }

    /// <summary>How long the server asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the client had better repeat the request; <see langword="null"/> leaves it to the client.</summary>
    public bool? ShouldRetry { get; init; }

    /// <summary>Logged beside the message.</summary>
    public string? Cause { get; init; } = (inner as ServerFault)?.Cause;

    /// <summary>A request that is wrong is wrong for every model.</summary>
    public bool AllowsFallback => !Kind.IsRefusedRequest();

    public InferenceException ToInferenceException() =>
        new(Kind, Message, Param, RetryAfterSeconds()) { Cause = Cause, ShouldRetry = ShouldRetry };

    private int? RetryAfterSeconds() =>
        RetryAfter is { } wait ? (int)Math.Ceiling(Math.Clamp(wait.TotalSeconds, 1, LongestRetryAfter))
        : Kind == ErrorKind.Overloaded ? UsualRetryAfter
        : null;
}
