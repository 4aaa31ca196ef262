using Inference.FrontEnd;
using Inference.Hosting;

return await ProcessRunner.RunAsync(args, FrontEndServer.Profile);
