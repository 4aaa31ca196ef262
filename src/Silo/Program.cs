using Inference.Commands;
using Inference.Hosting;

return await ProcessRunner.RunAsync(args, SiloCommands.Profile);
