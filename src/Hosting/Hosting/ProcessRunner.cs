using Inference.Commands;
using Microsoft.Extensions.Options;

namespace Inference.Hosting;

/// <summary>Runs a program of the product from its arguments to its exit code.</summary>
internal static class ProcessRunner
{
    private const int Failed = 1;

    // A silo that joined its cluster before the start failed leaves it within this time.
    private static readonly TimeSpan StopTimeoutAfterFailure = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(string[] arguments, ProcessProfile process)
    {
        using var signals = new ShutdownSignals();
        var exitCode = await RunAsync(arguments, process, signals);
        if (ShutdownSignals.IsEnding)
        {
            // The signal has set the exit code; returning would replace it.
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
            // The edge of the process: an unhandled exception would leave a core dump in place of a line for the operator.
            WriteFailure(exception);
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
            WriteFailure(exception);
            if (!ShutdownSignals.IsEnding)
            {
                await StopFailedAsync(app);
                // Services that were started may have foreground threads.
                Environment.Exit(Failed);
            }

            return Failed;
        }

        await using (app)
        {
            var limit = app.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout;
            signals.StopBy(() =>
            {
                StartupBanner.ShowStopping(running.Count, limit);
                app.Lifetime.StopApplication();
            });
            process.ShowReady(app);
            return await WaitForShutdownAsync(app, limit);
        }
    }

    private static void WriteFailure(Exception exception)
    {
        if (!ShutdownSignals.IsEnding)
        {
            StartupErrors.Write(exception);
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
            using var timeout = new CancellationTokenSource(StopTimeoutAfterFailure);
            await app.StopAsync(timeout.Token);
        }
        catch (Exception)
        {
            // Services that had not started may fail to stop; the reason for the failed start is on the console already.
        }
    }
}
