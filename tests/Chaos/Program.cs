using Inference;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // The processes are ended on the way out.
    pressed.Cancel = true;
    stop.Cancel();
};

try
{
    var results = await new ChaosRun(ChaosOptions.Parse(args), TimeProvider.System).RunAsync(stop.Token);
    var failed = results.Count(result => !result.Holds);
    Console.WriteLine($"{results.Length - failed} passed, {failed} failed");
    return failed == 0 ? 0 : 1;
}
catch (Exception exception) when (exception is FormatException or TimeoutException or InvalidOperationException or OperationCanceledException)
{
    Console.WriteLine(exception.Message);
    Console.WriteLine("0 passed, 1 failed");
    return 1;
}
