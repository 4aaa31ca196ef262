using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Inference.Clustering;
using Inference.Infrastructure;
using Inference.Processes;

namespace Inference.Hosting;

/// <summary>Real processes that speak TLS with one another.</summary>
[ChoosesStorage]
public sealed class ClusterTlsTests : IDisposable
{
    private readonly TestAuthority _authority = new("ours");
    private readonly TestAuthority _stranger = new("theirs");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _authority.Dispose();
        _stranger.Dispose();
    }

    [Fact]
    public async Task Silos_and_front_ends_with_certificates_work_together_and_turn_strangers_away()
    {
        await using var data = await TestDatabase.CreateAsync(StorageEngine.Postgres);
        var settings = _authority.Settings.Concat(data.Settings).ToDictionary();
        var (siloPort, gatewayPort) = (FreePort.Take(), FreePort.Take());
        await using var first = await SiloProcess.StartAsync(data, Ports(settings, siloPort, gatewayPort));
        await using var second = await SiloProcess.StartAsync(data, settings);
        await using var frontEnd = await FrontEndProcess.StartAsync(settings);
        await frontEnd.WaitUntilReadyAsync(Cancellation);
        using var client = frontEnd.CreateClient();

        // Chats and keys live on either silo.
        for (var i = 0; i < 8; i++)
        {
            using var reply = await client.PostAsJsonAsync("/v1/chats", new { messages = new[] { new { role = "user", content = "Hi" } } }, Cancellation);
            Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        }

        foreach (var port in new[] { siloPort, gatewayPort })
        {
            Assert.True(await StrangeConnection.IsRefusedAsync(port, _stranger, Cancellation));
            Assert.True(await StrangeConnection.IsRefusedAsync(port, null, Cancellation));
        }
    }

    private static Dictionary<string, string?> Ports(Dictionary<string, string?> settings, int siloPort, int gatewayPort) => new(settings)
    {
        ["Inference:Cluster:SiloPort"] = siloPort.ToString(CultureInfo.InvariantCulture),
        ["Inference:Cluster:GatewayPort"] = gatewayPort.ToString(CultureInfo.InvariantCulture),
    };
}
