using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;

namespace Inference.Processes;

/// <summary>YARP with one route to one server: the cost of a proxy alone.</summary>
internal static class PassThroughProxy
{
    /// <summary>The command line's first word for the process that runs it.</summary>
    public const string Command = "pass-through";

    public static async Task RunAsync(string url, string destination)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "model", Match = new RouteMatch { Path = "{**path}" } }],
            [
                new ClusterConfig
                {
                    ClusterId = "model",
                    Destinations = new Dictionary<string, DestinationConfig> { ["only"] = new() { Address = destination } },
                },
            ]);
        var app = builder.Build();
        app.MapReverseProxy();
        await app.RunAsync();
    }
}
