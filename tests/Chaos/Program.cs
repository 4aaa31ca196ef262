using Inference;
using Inference.Processes;

return await CheckProgram.RunAsync(async cancellationToken =>
{
    var results = await new ChaosRun(ChaosOptions.Parse(args), TimeProvider.System).RunAsync(cancellationToken);
    var failed = results.Count(result => !result.Holds);
    return (results.Length - failed, failed);
});
