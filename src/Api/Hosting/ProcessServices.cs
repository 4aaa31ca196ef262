using Inference.Clustering;
using Inference.Database;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;

namespace Inference.Hosting;

/// <summary>What silos and front ends have in common as processes.</summary>
internal static class ProcessServices
{
    // How long running answers may take to end once the process is told to stop.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(30);

    /// <summary>A builder with our defaults under everything that an operator sets.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder([.. args, WatchedFiles.Off]);
        WatchedFiles.Poll(builder.Configuration, builder.Environment.ContentRootPath);
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = ServerDefaults.For(builder.Configuration) });
        builder.Logging.AddConsole(console => console.FormatterName = LogLine.FormatterName);
        builder.Logging.AddConsoleFormatter<LogLine, ConsoleFormatterOptions>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddConnectionStrings();
        builder.Services.AddClusterCertificates();
        builder.Services.AddHostedService<SecondSignal>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        return builder;
    }
}
