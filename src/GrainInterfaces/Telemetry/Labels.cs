using System.Collections.Frozen;
using System.Text.Json;

namespace Inference.Telemetry;

/// <summary>An enum's values as metrics label them: in the words of the API, which are the names in snake case.</summary>
public static class Labels<TEnum>
    where TEnum : struct, Enum
{
    // Made once: a measurement makes no text.
    private static readonly FrozenDictionary<TEnum, string> Names =
        Enum.GetValues<TEnum>().Distinct().ToFrozenDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName($"{value}"));

    public static string Of(TEnum value) => Names[value];
}
