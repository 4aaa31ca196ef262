namespace Inference.Processes;

/// <summary>A program whose last line is <c>N passed, N failed</c>, which counts the checks that it made.</summary>
public static class CheckProgram
{
    /// <summary>The exit code: 0 when nothing failed. Ctrl+C ends the run, and with it the processes that it started.</summary>
    public static async Task<int> RunAsync(Func<CancellationToken, Task<(int Passed, int Failed)>> run)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };

        var (passed, failed) = (0, 1);
        try
        {
            (passed, failed) = await run(stop.Token);
        }
        catch (Exception exception) when (exception is FormatException or TimeoutException or InvalidOperationException or HttpRequestException or OperationCanceledException)
        {
            Console.WriteLine(exception.Message);
        }

        Console.WriteLine($"{passed} passed, {failed} failed");
        return failed == 0 ? 0 : 1;
    }
}
