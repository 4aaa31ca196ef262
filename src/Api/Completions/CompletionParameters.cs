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
