using System.Collections.Immutable;
using System.Globalization;

namespace Inference;

/// <summary>The number of requests, and the seed that makes them.</summary>
internal sealed record FuzzOptions
{
    public const string Usage = "Inference.Fuzz [--requests 5000] [--seed 1] [--storage sqlite|postgres] [--workers 6] [--only N,N] [--security-headers on|off]";

    public int Requests { get; init; } = 5_000;

    public int Seed { get; init; } = 1;

    public string Storage { get; init; } = "sqlite";

    public int Workers { get; init; } = 6;

    /// <summary>Numbers of requests that are sent alone, in this order.</summary>
    public ImmutableArray<int> Only { get; init; } = [];

    /// <summary>Whether answers under /v1 must forbid storing and sniffing.</summary>
    public bool SecurityHeaders { get; init; }

    public static FuzzOptions Parse(string[] args)
    {
        var options = new FuzzOptions();
        for (var at = 0; at < args.Length; at += 2)
        {
            var value = at + 1 < args.Length ? args[at + 1] : throw new FormatException($"{args[at]} has no value. {Usage}");
            options = args[at] switch
            {
                "--requests" => options with { Requests = Number(value) },
                "--seed" => options with { Seed = Number(value) },
                "--workers" => options with { Workers = Number(value) },
                "--storage" when value is "sqlite" or "postgres" => options with { Storage = value },
                "--only" => options with { Only = [.. value.Split(',').Select(Number)] },
                "--security-headers" when value is "on" or "off" => options with { SecurityHeaders = value == "on" },
                _ => throw new FormatException($"'{args[at]} {value}' is no option. {Usage}"),
            };
        }

        return options;
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"'{text}' is no number. {Usage}");
}
