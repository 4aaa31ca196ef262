using System.Globalization;

namespace Inference;

/// <summary>The duration of a run, and the seed of its faults and questions.</summary>
internal sealed record ChaosOptions(TimeSpan Duration, int Seed)
{
    public const string Usage = "Inference.Chaos [--duration 60s|10m] [--seed N]";

    /// <summary>Repeats the run: the same faults and questions, in another interleaving of the processes.</summary>
    public string Command => FormattableString.Invariant($"dotnet run -c Release --project tests/Chaos -- --duration {Duration.TotalSeconds}s --seed {Seed}");

    public static ChaosOptions Parse(string[] args)
    {
        var (duration, seed) = (TimeSpan.FromSeconds(60), Random.Shared.Next(1, 1_000_000));
        for (var at = 0; at < args.Length; at += 2)
        {
            var value = at + 1 < args.Length ? args[at + 1] : "";
            switch (args[at])
            {
                case "--duration":
                    duration = Time(value);
                    break;
                case "--seed":
                    seed = int.Parse(value, CultureInfo.InvariantCulture);
                    break;
                default:
                    throw new FormatException($"There is no option '{args[at]}'. {Usage}");
            }
        }

        return new ChaosOptions(duration, seed);
    }

    private static TimeSpan Time(string text) => text switch
    {
        [.. var number, 's'] => TimeSpan.FromSeconds(double.Parse(number, CultureInfo.InvariantCulture)),
        [.. var number, 'm'] => TimeSpan.FromMinutes(double.Parse(number, CultureInfo.InvariantCulture)),
        _ => throw new FormatException($"'{text}' is no duration. {Usage}"),
    };
}
