using System.Text.Json.Nodes;
using Inference.Load;
using Inference.ModelServers;
using Inference.Processes;
using Inference.Reporting;

namespace Inference.Streaming;

/// <summary>
/// How long the first token takes when guard and router are models, too: 100 ms each, and 150 ms for the model that answers. The reference is a client that
/// asks them one after the other.
/// </summary>
internal static class FirstTokenBenchmark
{
    private const double MaxMilliseconds = 190;
    private const int Experts = 20;
    private const int WarmUps = 3;

    // No question is about them.
    private const string Unlikely = "Desk 16: concerts in the hall";

    private static readonly TimeSpan _small = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _large = TimeSpan.FromMilliseconds(150);

    public static async Task<IReadOnlyList<Threshold>> RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        // In this process: it does next to nothing, and its verdicts are more than a model's name can say.
        await using var models = await ModelServerHost.StartAsync(new ModelServerOptions { Records = false }, cancellationToken);
        models.Scenarios["guard"] = new Scenario { Delay = _small, Content = """{"category":"safe","reason":"A visitor's question."}""" };
        models.Scenarios["router"] = new Scenario { Content = "Hm." };
        models.Scenarios["model"] = models.Scenarios["cautious"] = Scenario.Parse("scenario:words:10") with { Delay = _large };
        await using var server = Server.Launch(new Uri(models.BaseAddress, "/"), settings: Settings(models.BaseAddress));
        await server.WaitUntilReadyAsync(cancellationToken);
        await SampleExperts.FillAsync(server.Target.Processes[0], Experts, cancellationToken);

        using var client = new FirstTokenClient();
        var ours = new Uri(server.Target.Processes[0].Address, "/v1/chats");
        var theirs = new Uri($"{models.BaseAddress}/chat/completions");

        // A router whose model gives no choice leaves it to the local ranking.
        var likely = await client.FindExpertAsync(ours, cancellationToken);
        (string Name, Scenario Router, Func<Task<double>> Ask)[] variants =
        [
            ("the model alone", Chooses(likely), () => client.AskAsync(theirs, "model", cancellationToken)),
            ("one after the other", Chooses(likely), async () => await client.AskAsync(theirs, "guard", cancellationToken)
                + await client.AskAsync(theirs, "router", cancellationToken)
                + await client.AskAsync(theirs, "model", cancellationToken)),
            ("overlapping", Chooses(likely), () => client.AskAsync(ours, "model", cancellationToken)),
            ("… the router chooses another", Chooses(Unlikely), () => client.AskAsync(ours, "model", cancellationToken)),
            ("… Speculative=false", Chooses(likely), () => client.AskAsync(ours, "cautious", cancellationToken)),
        ];
        var times = await MeasureAsync(variants, models, options.Rounds * 4);
        Print(variants.Select(variant => variant.Name), times);
        return [new("time to the first token, overlapping", Quantiles.Median(times[2]), MaxMilliseconds, AtLeast: false, " ms")];
    }

    private static async Task<List<double>[]> MeasureAsync(
        (string Name, Scenario Router, Func<Task<double>> Ask)[] variants, ModelServerHost models, int rounds)
    {
        var times = variants.Select(_ => new List<double>()).ToArray();
        for (var round = -WarmUps; round < rounds; round++)
        {
            foreach (var (n, variant) in variants.Index())
            {
                models.Scenarios["router"] = variant.Router;
                var milliseconds = await variant.Ask();
                if (round >= 0)
                {
                    times[n].Add(milliseconds);
                }
            }
        }

        return times;
    }

    private static Scenario Chooses(string expert) => new()
    {
        Delay = _small,
        Content = new JsonObject { ["expert_id"] = expert, ["reason"] = "It is their desk." }.ToJsonString(),
    };

    private static Dictionary<string, string> Settings(Uri models)
    {
        var settings = new Dictionary<string, string>
        {
            ["Guard__Model"] = "guard",
            ["Router__Model"] = "router",
            ["Models__Catalog__cautious__Speculative"] = "false",
        };
        foreach (var name in (string[])["guard", "router", "model", "cautious"])
        {
            settings[$"Models__Catalog__{name}__Endpoint"] = $"{models}";
        }

        return settings;
    }

    private static void Print(IEnumerable<string> names, List<double>[] times)
    {
        Console.WriteLine(
            $"Time to the first token, ms: guard and router of {_small.TotalMilliseconds} each, a model of {_large.TotalMilliseconds}; {times[0].Count} times each, in turns");
        var table = new ConsoleTable("", "p50", "max", "to one after the other");
        foreach (var (name, series) in names.Zip(times))
        {
            table.Add(
                name,
                ConsoleTable.Number(Quantiles.Median(series), "0.0"),
                ConsoleTable.Number(series.Max(), "0.0"),
                ConsoleTable.Number(Quantiles.Median(series) / Quantiles.Median(times[1])));
        }

        table.Print();
    }
}
