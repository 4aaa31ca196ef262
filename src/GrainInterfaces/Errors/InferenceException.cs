namespace Inference.Errors;

/// <summary>A failure that the response names: its message is safe to show. Any other exception is a bug or an outage.</summary>
[GenerateSerializer, Alias("Inference.Errors.InferenceException")]
public sealed class InferenceException(ErrorKind kind, string message, string? param = null, int? retryAfterSeconds = null)
    : Exception(message)
{
    private const int MaxQuoted = 200;

    [Id(0)]
    public ErrorKind Kind { get; } = kind;

    /// <summary>The field at fault, as a path such as <c>messages[0].role</c>.</summary>
    [Id(1)]
    public string? Param { get; } = param;

    /// <summary>When trying again makes sense, in seconds.</summary>
    [Id(2)]
    public int? RetryAfterSeconds { get; } = retryAfterSeconds;

    /// <summary>Logged beside the message: it may name servers. Never shown to clients.</summary>
    [Id(3)]
    public string? Cause { get; init; }

    /// <summary>Whether a client had better repeat the request, where that is known: sent as <c>x-should-retry</c>.</summary>
    [Id(4)]
    public bool? ShouldRetry { get; init; }

    public static InferenceException NotFound(string what, string id) =>
        new(ErrorKind.ResourceNotFound, $"There is no {what} {Quote(id)}.", "id");

    /// <summary>What a client sent, for a message: cut where it is long.</summary>
    public static string Quote(string text) => text.Length <= MaxQuoted
        ? $"'{text}'"
        : $"'{text.AsSpan(0, char.IsHighSurrogate(text[MaxQuoted - 1]) ? MaxQuoted - 1 : MaxQuoted)}…'";
}
