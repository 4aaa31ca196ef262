using Inference;
using Inference.Processes;
using Inference.Reporting;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // The started processes are ended on the way out.
    pressed.Cancel = true;
    stop.Cancel();
};

if (args is [PassThroughProxy.Command, ..])
{
    await PassThroughProxy.RunAsync(BenchOptions.Text(args, "--url")!, BenchOptions.Text(args, "--to")!);
    return 0;
}

if (args.Contains("--help"))
{
    BenchCommands.PrintHelp();
    return 0;
}

var name = args.FirstOrDefault() is { } first && !first.StartsWith('-') ? first : BenchCommands.All;
var commands = BenchCommands.Select(name);
var options = BenchOptions.Parse(args);
options = options with { Postgres = options.Postgres || commands.Any(command => command.NeedsPostgres) };
if ((commands.Count == 0 ? $"There is no command '{name}': --help lists them." : options.Problem) is { } problem)
{
    Console.Error.WriteLine(problem);
    return 2;
}

var needs = commands.Max(command => command.Needs);
options = options with { WithoutServer = options.WithoutServer || needs < CommandProcesses.Server };
await using var environment = needs == CommandProcesses.None ? null : await BenchmarkEnvironment.StartAsync(options, stop.Token);
var thresholds = new List<Threshold>();
foreach (var command in commands.Where(command => !command.NeedsServer || !options.WithoutServer))
{
    thresholds.AddRange(await command.RunAsync(new BenchContext(options, environment), stop.Token));
}

thresholds.ForEach(Console.WriteLine);
return thresholds.TrueForAll(threshold => threshold.Passes) ? 0 : 1;
