using System.Net;
using Inference.Binding;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Inference.Clustering;

public sealed class OpenPortsWarningTests
{
    [Theory]
    [InlineData("10.0.0.11", null, true)]
    [InlineData("127.0.0.1", null, false)]
    [InlineData("127.0.0.1", "0.0.0.0", true)]
    [InlineData("::1", null, false)]
    public async Task A_silo_that_others_can_reach_without_certificates_warns_once(string advertised, string? listening, bool warns)
    {
        var lines = await StartAsync(new ClusterTlsOptions(), advertised, listening);

        Assert.Equal(warns ? 1 : 0, lines.Count);
        Assert.All(lines, line => Assert.Contains("Inference:Cluster:Tls", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_certificates_there_is_nothing_to_warn_of()
    {
        using var authority = new TestCertificateAuthority("ours");

        Assert.Empty(await StartAsync(authority.Options, "10.0.0.11", null));
    }

    private static async Task<IReadOnlyCollection<string>> StartAsync(ClusterTlsOptions tls, string advertised, string? listening)
    {
        using var log = new LogLines();
        using var logs = new LoggerFactory([log]);
        var endpoint = new EndpointOptions
        {
            AdvertisedIPAddress = IPAddress.Parse(advertised),
            SiloListeningEndpoint = listening is null ? null : new IPEndPoint(IPAddress.Parse(listening), 11111),
        };
        var certificates = new ClusterCertificates(Options.Create(tls), TimeProvider.System, NullLogger<ClusterCertificates>.Instance);

        await new OpenPortsWarning(Options.Create(endpoint), certificates, logs.CreateLogger<OpenPortsWarning>())
            .StartAsync(TestContext.Current.CancellationToken);
        return log.Lines;
    }
}
