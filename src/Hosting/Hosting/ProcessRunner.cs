using Inference.Commands;
using Microsoft.Extensions.Options;

namespace Inference.Hosting;

/// <summary>Runs a program of the product from its arguments to its exit code.</summary>
internal static class ProcessRunner
{
    private const int Failed = 1;

    // A silo that joined its cluster before the start failed leaves it in less.
    private static readonly TimeSpan PatienceAfterFailure = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(string[] arguments, ProcessProfile process)
    {
        using var signals = new ShutdownSignals();
        var exitCode = await RunAsync(arguments, process, signals);
        if (ShutdownSignals.IsEnding)
        {
            // The signal's exit code counts, and to return would set another.
            await Task.Delay(Timeout.InfiniteTimeSpan);
        }

        return exitCode;
    }

    private static async Task<int> RunAsync(string[] arguments, ProcessProfile process, ShutdownSignals signals)
    {
        try
        {
            var line = CommandLine.Parse(arguments, process.Commands);
            return line.Command is { } command
                ? await command.RunAsync(new CommandCall(process, line, signals))
                : await ServeAsync(process, line, signals);
        }
        catch (Exception exception)
        {
            // The process has nothing else that would tell, and a crash would leave a dump.
            Tell(exception);
            return Failed;
        }
    }

    private static async Task<int> ServeAsync(ProcessProfile process, CommandLine line, ShutdownSignals signals)
    {
        using var running = new RunningAnswers(process.RunningInstrument);
        var app = process.Build(line, signals);
        try
        {
            await app.StartAsync();
        }
        catch (Exception exception)
        {
            Tell(exception);
            if (!ShutdownSignals.IsEnding)
            {
                await StopFailedAsync(app);
                // What was started may run on threads of its own.
                Environment.Exit(Failed);
            }

            return Failed;
        }

        await using (app)
        {
            var limit = app.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout;
            signals.StopBy(() =>
            {
                StartupBanner.Stopping(running.Count, limit);
                app.Lifetime.StopApplication();
            });
            process.Welcome(app);
            return await WaitForShutdownAsync(app, limit);
        }
    }

    private static void Tell(Exception exception)
    {
        if (!ShutdownSignals.IsEnding)
        {
            StartupErrors.Tell(exception);
        }
    }

    private static async Task<int> WaitForShutdownAsync(WebApplication app, TimeSpan limit)
    {
        try
        {
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception exception) when (exception is OperationCanceledException or AggregateException { InnerException: OperationCanceledException })
        {
            Console.Error.WriteLine($"Not everything had ended after {limit.TotalSeconds} s: what still ran was cut off.");
            return Failed;
        }
    }

    private static async Task StopFailedAsync(WebApplication app)
    {
        try
        {
            using var patience = new CancellationTokenSource(PatienceAfterFailure);
            await app.StopAsync(patience.Token);
        }
        catch (Exception)
        {
            // Parts that had not started cannot stop, and why the start failed was told.
        }
    }
}
