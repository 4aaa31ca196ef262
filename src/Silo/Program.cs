using Inference.Hosting;

return await ProcessRunner.RunAsync(args, Server.Profile);
