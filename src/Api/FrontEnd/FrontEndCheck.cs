using System.Data.Common;
using System.Net.Sockets;
using Inference.Clustering;
using Inference.Commands;
using Inference.Database;
using Microsoft.Extensions.Options;

namespace Inference.FrontEnd;

/// <summary>Reports what would keep a front end from serving, and changes nothing.</summary>
internal static class FrontEndCheck
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(CommandCall call)
    {
        var report = new CheckReport();
        var (app, check) = FrontEndServer.Prepare(call.Line, call.Signals);
        var problems = check.Complete(app.Services);
        report.AddConfiguration(problems);
        if (problems.Count > 0)
        {
            report.Add(false, "silos: not looked for, since the configuration has problems");
        }
        else if (StorageEngine.IsPostgres(app.Configuration))
        {
            await AddMembershipAsync(report, app.Services);
        }
        else
        {
            await AddSiloAsync(report, app.Services.GetRequiredService<IOptions<FrontEndOptions>>().Value);
        }

        return report.ExitCode;
    }

    private static async Task AddMembershipAsync(CheckReport report, IServiceProvider services)
    {
        try
        {
            var cluster = await services.GetRequiredService<ClusterMembershipTable>().InspectAsync(CancellationToken.None);
            report.Add(true, $"database: {cluster.Database}");
            report.Add(cluster.ActiveGateways > 0, $"silos: {cluster.ActiveGateways} that take front ends");
        }
        catch (DbException exception)
        {
            report.Add(false, $"database: {exception.Message}");
        }
    }

    private static async Task AddSiloAsync(CheckReport report, FrontEndOptions options)
    {
        var port = options.Cluster.GatewayPort ?? ClusterClientServices.DefaultGatewayPort;
        try
        {
            using var timeout = new CancellationTokenSource(ConnectTimeout);
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port, timeout.Token);
            report.Add(true, $"silo: 127.0.0.1:{port} takes connections");
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            report.Add(false, $"silo: 127.0.0.1:{port} cannot be reached ({exception.Message}); the server needs the same Inference:Cluster:GatewayPort");
        }
    }
}
