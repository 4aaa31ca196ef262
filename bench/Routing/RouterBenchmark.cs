using System.Diagnostics;
using System.Globalization;
using Inference.Reporting;

namespace Inference.Routing;

/// <summary>Measures the local router on a folder of labelled questions: its accuracy, its refusals and its time.</summary>
internal static class RouterBenchmark
{
    private static readonly string[] Columns =
        ["CLINC names", "CLINC 5", "CLINC 10", "BANKING 5", "BANKING 10", "SGD v0", "SGD v1", "SGD v3", "SGD v5"];

    private static readonly string[] SchemaVersions = ["v0", "v1", "v3", "v5"];

    public static Task<IReadOnlyList<Threshold>> RunAsync(string dataFolder, CancellationToken cancellationToken)
    {
        var sets = Read(dataFolder);
        Console.WriteLine($"{"accuracy",-16}{string.Concat(Columns.Select(column => $"{column,12}"))}");
        Print("local router", sets.Select(set => Accuracy.OfRouter(set).Share), cancellationToken);
        Print("BM25 reference", sets.Select(set => new Bm25(set).Accuracy()), cancellationToken);

        var clinc = Accuracy.OfRouter(sets[2]);
        var outOfScope = new RoutingSet("oos", sets[2].Experts, [.. RoutingSet.OutOfScope(Path.Combine(dataFolder, "clinc150"), "oos_test").Select(q => (q, (string?)null))]);
        var outOfScopeScores = Accuracy.OfRouter(outOfScope).Scores;
        var kept90 = clinc.Scores.Order().ElementAt(clinc.Scores.Length / 10);
        Console.WriteLine(Invariant($"CLINC150 10-shot, refused out of scope when 90 % of the others are kept: {ShareBelow(outOfScopeScores, kept90):.000} (threshold {kept90:0.000})"));

        var threshold = (float)new RouterOptions().Threshold;
        Console.WriteLine(Invariant($"at the default threshold {threshold:0.00}: out of scope refused {ShareBelow(outOfScopeScores, threshold):.000}"));
        Console.WriteLine(Invariant($"in scope refused: CLINC 10 {ShareBelow(clinc.Scores, threshold):.000}, SGD v0 {ShareBelow(Accuracy.OfRouter(sets[5]).Scores, threshold):.000}"));
        foreach (var count in new[] { 150, 1_000, 10_000 })
        {
            PrintDecisionTime(sets[2], count, cancellationToken);
        }

        PrintFlagged([.. sets[2].Questions.Concat(sets[4].Questions).Select(question => question.Text)]);
        return Task.FromResult<IReadOnlyList<Threshold>>([]);
    }

    private static List<RoutingSet> Read(string folder)
    {
        var clinc = Path.Combine(folder, "clinc150");
        var banking = Path.Combine(folder, "banking77");
        var services = Path.Combine(folder, "sgd");
        return
        [
            RoutingSet.Intents("names", clinc, null),
            RoutingSet.Intents("5", clinc, "train_5"),
            RoutingSet.Intents("10", clinc, "train_10"),
            RoutingSet.Intents("5", banking, "train_5"),
            RoutingSet.Intents("10", banking, "train_10"),
            .. SchemaVersions.Select(version => RoutingSet.Services(version, services, $"schema_test_{version}.json")),
        ];
    }

    private static void Print(string name, IEnumerable<double> shares, CancellationToken cancellationToken)
    {
        Console.Write($"{name,-16}");
        foreach (var share in shares)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Console.Write(Invariant($"{share,12:.000}"));
        }

        Console.WriteLine();
    }

    // The set's experts again and again, each time with other names and words mixed in, so that postings grow as they would.
    private static void PrintDecisionTime(RoutingSet set, int count, CancellationToken cancellationToken)
    {
        var experts = Enumerable.Range(0, count).Select(i => set.Experts[i % set.Experts.Length] with { Id = $"exp_{i:00000}" });
        var watch = Stopwatch.StartNew();
        var index = ExpertIndex.Build([.. experts], null);
        var build = watch.Elapsed;
        using var bag = new FeatureBag();
        var times = new List<double>();
        foreach (var (text, _) in set.Questions.Concat(set.Questions).Take(count > 1_000 ? 2_000 : 6_000))
        {
            cancellationToken.ThrowIfCancellationRequested();
            watch.Restart();
            bag.Clear();
            QuestionReader.Read([text], bag);
            index.Rank(bag, null, null);
            times.Add(watch.Elapsed.TotalMicroseconds);
        }

        times.Sort();
        Console.WriteLine(Invariant(
            $"a decision among {count,6} experts: median {times[times.Count / 2]:0} µs, p99 {times[times.Count * 99 / 100]:0} µs; index built in {build.TotalMilliseconds:0} ms"));
    }

    private static void PrintFlagged(string[] questions)
    {
        var flagged = questions.Count(GuardProbe.IsUnsafe);
        Console.WriteLine(Invariant($"ordinary questions that the local guard refuses: {flagged} of {questions.Length}"));
    }

    private static double ShareBelow(float[] scores, float threshold) => (double)scores.Count(score => score < threshold) / scores.Length;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
