using Inference.Commands;
using Inference.Hosting;
using Inference.Settings;
using Microsoft.AspNetCore.Hosting.Server;

namespace Inference.FrontEnd;

/// <summary>The process: the API as a client of silos elsewhere.</summary>
internal static class FrontEndServer
{
    public static ProcessProfile Profile { get; } = new()
    {
        Name = "Inference.Api",
        Summary = "a front end: the HTTP API of silos in other processes",
        Commands =
        [
            new("--check", "reads the configuration and looks for silos; changes nothing", FrontEndCheck.RunAsync),
            CommonCommands.Health,
            CommonCommands.Version,
            CommonCommands.Help,
        ],
        Settings =
        [
            HelpSetting.Urls,
            HelpSetting.Storage,
            HelpSetting.ConnectionString,
            HelpSetting.DataDirectory,
            new("Inference:Cluster:GatewayPort", "30000", "the port of an embedded server on this machine"),
            new("Inference:Cluster:ServiceId", "inference", "names the data, as the silos have it"),
            new("Inference:Cluster:ClusterId", "inference", "names the silos, as they have it"),
            new("Api:MaxBodyBytes", "1048576", "how large a JSON body may be"),
            new("Api:MaxCompletionBodyBytes", "33554432", "how large that of a completion may be"),
            new("Api:ManagementPort", null, "a port of its own for /metrics"),
            new("Api:TrustedProxies:0", null, "an address or CIDR range whose X-Forwarded-For is believed"),
        ],
        Build = Build,
        ShowReady = app => StartupBanner.ShowFrontEndReady(app.Services.GetRequiredService<IServer>()),
        RunningInstrument = RunningAnswers.Requests,
    };

    /// <summary>Builds the application and begins the check of its configuration.</summary>
    public static (WebApplication App, ConfigurationCheck Check) Prepare(CommandLine line, ShutdownSignals signals)
    {
        var builder = ProcessServices.CreateBuilder(line, signals);
        builder.Services.AddInferenceOptions<FrontEndOptions, FrontEndOptionsValidator>();
        builder.Services.AddInferenceApi();
        builder.Services.AddHttpListeningCheck();
        // Before the cluster's client reads its ports.
        var check = ConfigurationCheck.Begin(builder, line, SiloSettings.Has);
        builder.AddClusterClient();
        return (builder.Build(), check);
    }

    private static WebApplication Build(CommandLine line, ShutdownSignals signals)
    {
        var (app, check) = Prepare(line, signals);
        check.EnsureValid(app.Services);
        app.MapInferenceApi();
        return app;
    }
}
