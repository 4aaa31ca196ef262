using Inference.Health;
using Inference.Hosting;

try
{
    if (HealthProbe.IsAskedFor(args))
    {
        return await HealthProbe.RunAsync(args);
    }

    if (Migration.IsAskedFor(args))
    {
        await Migration.RunAsync(args);
        return 0;
    }

    await using var app = Server.Build(args);
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (StartProblems.Of(exception) is { Count: > 0 } problems)
{
    StartProblems.Tell(problems);
    return 1;
}
