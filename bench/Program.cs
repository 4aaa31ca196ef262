using Inference;
using Inference.FirstToken;
using Inference.Histories;
using Inference.InFlight;
using Inference.Load;
using Inference.Processes;
using Inference.Reporting;
using Inference.Routing;
using Inference.Silos;
using Inference.Startup;
using Inference.Statistics;
using Inference.Streaming;
using Inference.Turns;
using Inference.Uploads;

var options = BenchOptions.Parse(args);
var what = args.FirstOrDefault(arg => !arg.StartsWith('-')) ?? "all";
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // The children are ended on the way out.
    pressed.Cancel = true;
    stop.Cancel();
};

if (what == "pass-through")
{
    await PassThrough.RunAsync(BenchOptions.Text(args, "--url")!, BenchOptions.Text(args, "--to")!);
    return 0;
}

if (what == "router")
{
    return await RouterBenchmark.RunAsync(args.SkipWhile(arg => arg != "router").ElementAtOrDefault(1) ?? ".", stop.Token);
}

if (options.Problem is { } problem)
{
    Console.Error.WriteLine(problem);
    return 2;
}

var bars = new List<Bar>();
if (what is "silos" or "history" or "in-flight" or "slow-readers")
{
    await using var machines = await Machines.StartAsync(options with { WithoutServer = true }, stop.Token);
    bars.AddRange(await (what switch
    {
        "silos" => SilosBenchmark.RunAsync(machines, options, stop.Token),
        "history" => HistoryBenchmark.RunAsync(machines, options, stop.Token),
        "in-flight" => InFlightBenchmark.RunAsync(machines, options, stop.Token),
        _ => SlowReaderBenchmark.RunAsync(machines, options, stop.Token),
    }));
}
else if (what == "first-token")
{
    bars.AddRange(await FirstTokenBenchmark.RunAsync(options, stop.Token));
}
else if (what == "stats")
{
    bars.AddRange(await StatisticsBenchmark.RunAsync(options, stop.Token));
}
else
{
    await using var machines = await Machines.StartAsync(options, stop.Token);
    if (what is "load" or "all")
    {
        bars.AddRange(await LoadBenchmark.RunAsync(machines, options, stop.Token));
    }

    if (what is "refusals" or "all" && machines.Server is not null)
    {
        bars.AddRange(await RefusalBenchmark.RunAsync(machines.Server.Target, options, stop.Token));
    }

    if (what is "streams" or "all")
    {
        bars.AddRange(await StreamBenchmark.RunAsync(machines, options, stop.Token));
    }

    if (what is "turns" or "all" && machines.Server is not null)
    {
        bars.AddRange(await TurnBenchmark.RunAsync(machines.Server.Target, options, stop.Token));
    }

    if (what is "startup" or "all" && machines.Server is not null)
    {
        bars.AddRange(await StartupBenchmark.RunAsync(machines, stop.Token));
    }

    if (what is "uploads" or "all" && machines.Server is not null)
    {
        bars.AddRange(await UploadBenchmark.RunAsync(machines, stop.Token));
    }
}

foreach (var bar in bars)
{
    Console.WriteLine(bar);
}

return bars.TrueForAll(bar => bar.Passes) ? 0 : 1;
