using Inference.FrontEnd;
using Inference.Health;
using Inference.Hosting;

try
{
    if (HealthProbe.IsAskedFor(args))
    {
        return await HealthProbe.RunAsync(args);
    }

    await using var app = FrontEndServer.Build(args);
    await app.RunAsync();
    return 0;
}
catch (OperationCanceledException)
{
    // It was told to stop while it still waited for a silo.
    return 0;
}
catch (Exception exception) when (StartProblems.Of(exception) is { Count: > 0 } problems)
{
    StartProblems.Tell(problems);
    return 1;
}
