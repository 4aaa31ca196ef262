using System.Collections.Frozen;
using System.Text.Json;

namespace Inference.Telemetry;

/// <summary>An enum's values as metrics label them: in the words of the API, which are the names in snake case.</summary>
public static class Labels
{
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum =>
        Cache<TEnum>.Names[value];

    // Built once per enum: a measurement allocates no text.
    private static class Cache<TEnum>
        where TEnum : struct, Enum
    {
        public static readonly FrozenDictionary<TEnum, string> Names =
            Enum.GetValues<TEnum>().Distinct().ToFrozenDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName($"{value}"));
    }
}
