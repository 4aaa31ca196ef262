using Inference.Clustering;
using Inference.Commands;
using Inference.Database;
using Inference.Settings;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;

namespace Inference.Hosting;

/// <summary>The host that silos and front ends have in common: configuration files, console log, signals, certificates.</summary>
internal static class ProcessServices
{
    // How long running answers have to end once the process is stopping.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(30);

    /// <summary>A builder with the product's defaults, which all that an operator sets overrides.</summary>
    public static WebApplicationBuilder CreateBuilder(CommandLine line, ShutdownSignals signals)
    {
        var builder = WebApplication.CreateBuilder([.. line.Settings, PolledConfiguration.WatchingDisabled]);
        var files = new ConfigurationFileFaults();
        PolledConfiguration.Use(builder.Configuration, builder.Environment.ContentRootPath, files);
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = ServerDefaults.For(builder.Configuration) });
        builder.Logging.AddConsole(console => console.FormatterName = LogLine.FormatterName);
        builder.Logging.AddConsoleFormatter<LogLine, ConsoleFormatterOptions>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(signals);
        builder.Services.AddSingleton<IHostLifetime, SignalLifetime>();
        builder.Services.AddSingleton(files);
        builder.Services.AddHostedService<ConfigurationChangeLog>();
        builder.Services.AddInferenceOptions<ConnectionStringsOptions, ConnectionStringsValidator>();
        builder.Services.AddClusterCertificates();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        return builder;
    }
}
