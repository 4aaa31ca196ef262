using System.Collections.Immutable;
using System.Globalization;
using Inference.Checking;
using Inference.Processes;
using Inference.Recording;

namespace Inference;

/// <summary>Tells how a run went.</summary>
internal static class ChaosReport
{
    private const int ViolationsShown = 10;

    public static void Operations(History history)
    {
        var table = new ConsoleTable("operations", "acknowledged", "refused", "unknown", "longest");
        foreach (var kind in history.Operations.GroupBy(operation => operation.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            var outcomes = kind.CountBy(operation => operation.Outcome).ToDictionary();
            table.Add(
                kind.Key,
                Count(outcomes.GetValueOrDefault(Outcome.Acknowledged)),
                Count(outcomes.GetValueOrDefault(Outcome.Refused)),
                Count(outcomes.GetValueOrDefault(Outcome.Unknown)),
                Seconds(kind.Max(operation => operation.Ended - operation.Began)));
        }

        table.Print();
        var uses = history.KeyUses.Count(use => use.IsAdmitted);
        Console.WriteLine($"{history.KeyUses.Length} requests with limited and revoked keys, {uses} of them admitted; "
            + $"{history.StatisticsReads.Length} readings of statistics; {history.Probes.Length} probes");
        Console.WriteLine();
    }

    public static void Faults(History history)
    {
        var table = new ConsoleTable("faults", "times", "without service: median", "worst", "back after: worst");
        var outages = Outage.After(history).ToLookup(outage => outage.Fault.Kind);
        foreach (var kind in Enum.GetValues<FaultKind>())
        {
            var lengths = outages[kind].Select(outage => outage.Length).Order().ToList();
            var worst = outages[kind].Select(outage => outage.Fault.Over - outage.Fault.At).DefaultIfEmpty().Max();
            table.Add($"{kind}", Count(lengths.Count), Seconds(Median(lengths)), Seconds(lengths.LastOrDefault()), Seconds(worst));
        }

        table.Print();
    }

    public static void Errors(IReadOnlyDictionary<string, int> counts, IEnumerable<string> messages)
    {
        var table = new ConsoleTable("what clients saw go wrong", "times");
        foreach (var (kind, count) in counts.OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            table.Add(kind, Count(count));
        }

        table.Print();
        // A 500 is a mistake of the server's, even when a retry saves the client.
        foreach (var message in messages.Where(message => message.StartsWith("500", StringComparison.Ordinal)))
        {
            Console.WriteLine(message);
        }
    }

    public static void Slack(History history)
    {
        Console.WriteLine(
            $"Slack of limits: a minute's count is the memory of a grain, so each silo killed or restarted and each fault of the database in the minute, or within "
            + $"{LimitChecks.RecoveryTime.TotalSeconds:0} s before it, may let the minute's requests in once more. The day's count has none.");
        foreach (var key in history.LimitedKeys)
        {
            var admitted = history.KeyUses.Count(use => use.KeyId == key.KeyId && use.IsAdmitted);
            Console.WriteLine($"  {key.PerMinute} a minute, {key.PerDay - key.UsedOfDay} left of the day: {admitted} admitted of "
                + $"{history.KeyUses.Count(use => use.KeyId == key.KeyId)} tried");
        }

        Console.WriteLine();
    }

    public static void Checks(ImmutableArray<CheckResult> results)
    {
        foreach (var result in results)
        {
            Console.WriteLine($"{(result.Holds ? "holds " : "FAILED")} {result.Name}");
            foreach (var violation in result.Violations.Take(ViolationsShown))
            {
                Console.WriteLine($"         {violation}");
            }

            if (result.Violations.Length > ViolationsShown)
            {
                Console.WriteLine($"         and {result.Violations.Length - ViolationsShown} more");
            }
        }

        Console.WriteLine();
    }

    private static TimeSpan Median(List<TimeSpan> sorted) => sorted.Count == 0 ? TimeSpan.Zero : sorted[sorted.Count / 2];

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => $"{ConsoleTable.Number(time.TotalSeconds, "0.0")} s";
}
