using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Inference.Clustering;
using Inference.Infrastructure;
using Inference.Processes;

namespace Inference.Hosting;

/// <summary>Real processes that communicate over mutual TLS.</summary>
[ChoosesStorage]
[ProcessTest]
public sealed class ClusterTlsTests : IDisposable
{
    private readonly TestCertificateAuthority _authority = new("ours");
    private readonly TestCertificateAuthority _untrusted = new("theirs");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _authority.Dispose();
        _untrusted.Dispose();
    }

    [Fact]
    public async Task Silos_and_front_ends_with_certificates_work_together_and_turn_untrusteds_away()
    {
        await using var data = await TestDatabase.CreateAsync(StorageEngine.Postgres);
        var settings = _authority.Settings.Concat(data.Settings).ToDictionary();
        var (siloPort, gatewayPort) = (FreePort.Take(), FreePort.Take());
        await using var first = SiloProcess.Begin(data, Ports(settings, siloPort, gatewayPort));
        await using var second = SiloProcess.Begin(data, settings);
        await using var frontEnd = await FrontEndProcess.StartAsync(settings);
        await Task.WhenAll(first.WaitUntilReadyAsync(), second.WaitUntilReadyAsync());
        await frontEnd.WaitUntilReadyAsync(Cancellation);
        using var client = frontEnd.CreateClient();

        // Chats and keys live on either silo.
        for (var i = 0; i < 8; i++)
        {
            using var reply = await client.PostAsJsonAsync("/v1/chats", new { messages = new[] { new { role = "user", content = "Hi" } } }, Cancellation);
            Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        }

        var refusals = await Task.WhenAll(new[] { siloPort, gatewayPort }.SelectMany(port => new[] { _untrusted, null }.Select(
            authority => UntrustedConnection.IsRefusedAsync(port, authority, Cancellation))));
        Assert.Equal([true, true, true, true], refusals);
    }

    private static Dictionary<string, string?> Ports(Dictionary<string, string?> settings, int siloPort, int gatewayPort) => new(settings)
    {
        ["Inference:Cluster:SiloPort"] = siloPort.ToString(CultureInfo.InvariantCulture),
        ["Inference:Cluster:GatewayPort"] = gatewayPort.ToString(CultureInfo.InvariantCulture),
    };
}
