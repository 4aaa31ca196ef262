using Inference;
using Inference.Processes;

return await CheckProgram.RunAsync(cancellationToken => new FuzzRun(FuzzOptions.Parse(args)).RunAsync(cancellationToken));
