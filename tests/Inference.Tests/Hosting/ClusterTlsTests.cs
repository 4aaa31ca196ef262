using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Inference.Clustering;
using Inference.Infrastructure;
using Inference.Processes;

namespace Inference.Hosting;

/// <summary>Real processes that speak TLS with one another.</summary>
[ChoosesStorage]
public sealed class ClusterTlsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

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
            Assert.True(await IsTurnedAwayAsync(port, _stranger));
            Assert.True(await IsTurnedAwayAsync(port, null));
        }
    }

    private static Dictionary<string, string?> Ports(Dictionary<string, string?> settings, int siloPort, int gatewayPort) => new(settings)
    {
        ["Inference:Cluster:SiloPort"] = siloPort.ToString(CultureInfo.InvariantCulture),
        ["Inference:Cluster:GatewayPort"] = gatewayPort.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Whether a silo hangs up on who shows this certificate, or none. It would wait for a first message from anybody else.</summary>
    private async Task<bool> IsTurnedAwayAsync(int port, TestAuthority? shown)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(Patience);
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, port, patience.Token);
        await using var tls = new SslStream(tcp.GetStream());
        try
        {
            await tls.AuthenticateAsClientAsync(Options(shown), patience.Token);
            return await tls.ReadAsync(new byte[1], patience.Token) == 0;
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            return true;
        }
    }

    private SslClientAuthenticationOptions Options(TestAuthority? shown)
    {
        var silos = CertificateFiles.Read(_authority.Options);
        return new SslClientAuthenticationOptions
        {
            TargetHost = "a silo",
            ClientCertificates = shown is null ? null : [CertificateFiles.Read(shown.Options).Own],
            RemoteCertificateValidationCallback = (_, theirs, chain, _) => silos.Trusts(X509CertificateLoader.LoadCertificate(theirs!.GetRawCertData()), chain),
        };
    }
}
