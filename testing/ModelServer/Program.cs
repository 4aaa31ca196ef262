using Inference.ModelServers;

// dotnet Inference.ModelServer.dll [--url http://127.0.0.1:8000] [--instant]
var url = Array.IndexOf(args, "--url") is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : "http://127.0.0.1:8000";
await using var server = await ModelServerHost.StartAsync(
    new ModelServerOptions { Url = url, Instant = args.Contains("--instant"), Records = false });

Console.WriteLine($"The model server answers at {server.BaseAddress}");
await server.WaitForShutdownAsync();
