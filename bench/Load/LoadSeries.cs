using Inference.Processes;
using Inference.Reporting;

namespace Inference.Load;

/// <summary>The rounds of one variant.</summary>
internal sealed record LoadSeries(LoadVariant Variant, List<LoadResult> Rounds)
{
    /// <summary>Runs variants in rounds that take turns, since a machine is not the same from one minute to the next. The first rounds warm up.</summary>
    public static async Task<IReadOnlyList<LoadSeries>> RunAsync(
        IEnumerable<LoadVariant> variants, Func<LoadVariant, Task<LoadResult>> run, int rounds, int warmUps = 1)
    {
        LoadSeries[] all = [.. variants.Select(variant => new LoadSeries(variant, []))];
        for (var round = -warmUps; round < rounds; round++)
        {
            foreach (var series in all)
            {
                var result = await run(series.Variant);
                if (round >= 0)
                {
                    series.Rounds.Add(result);
                }
            }
        }

        return all;
    }

    public static Task<IReadOnlyList<LoadSeries>> RunAsync(
        IEnumerable<LoadVariant> variants, BenchmarkEnvironment environment, BenchOptions options, CancellationToken cancellationToken) =>
        RunAsync(variants, variant => LoadRound.RunAsync(variant, environment, options, cancellationToken), options.Rounds);

    public double Median(Func<LoadResult, double> value) => Quantiles.Median(Rounds.Select(value));

    public double RatioTo(LoadSeries other, Func<LoadResult, double> value) =>
        Quantiles.Median(Rounds.Zip(other.Rounds, (a, b) => value(a) / value(b)));
}
