using System.Globalization;
using Inference.Binding;

namespace Inference.Completions;

/// <summary>The headers that a completion takes.</summary>
internal sealed record CompletionParameters(string? CorrelationId) : IParameters<CompletionParameters>
{
    private static readonly Parameter Correlation = Parameter.Header(
        "X-Correlation-Id", 0, 128, "extension: groups calls in the logs; calls with one correlation id get position 0, 1, 2, …");

    public static IReadOnlyList<Parameter> All => [Correlation];

    public static CompletionParameters Read(ParameterReader reader) => new(reader.Text(Correlation));
}

/// <summary>Whether a completion is read as a stream, and from where: after the event with this id, as browsers send it when they reconnect.</summary>
internal sealed record ResumeParameters(bool AsStream, long After) : IParameters<ResumeParameters>
{
    private static readonly Parameter LastEventId = Parameter.Header("Last-Event-ID");

    private static readonly Parameter Accept = Parameter.Header("Accept");

    public static IReadOnlyList<Parameter> All { get; } = [LastEventId];

    public static ResumeParameters Read(ParameterReader reader)
    {
        var asStream = reader.Text(Accept)?.Contains(ServerSentEvents.MediaType, StringComparison.OrdinalIgnoreCase) is true;
        if (reader.Text(LastEventId) is not { } text)
        {
            return new ResumeParameters(asStream, 0);
        }

        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var after))
        {
            reader.Errors.Invalid(LastEventId.Name, "must be the id of an event of the stream");
        }

        return new ResumeParameters(asStream, after);
    }
}
