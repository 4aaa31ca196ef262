using System.Net;
using Inference.Clustering;
using Inference.Infrastructure;
using Inference.Processes;

namespace Inference.Hosting;

/// <summary>An embedded server has no door but HTTP, unless one is asked for.</summary>
[ChoosesStorage]
[ProcessTest]
public sealed class EmbeddedPortsTests : IAsyncLifetime
{
    private TestDatabase _data = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _data = await TestDatabase.CreateAsync(StorageEngine.Sqlite);

    public ValueTask DisposeAsync() => _data.DisposeAsync();

    [Fact]
    public async Task Embedded_servers_listen_for_HTTP_alone_and_run_side_by_side()
    {
        await using var other = await TestDatabase.CreateAsync(StorageEngine.Sqlite);
        await using var first = SiloProcess.Begin(_data);
        await using var second = SiloProcess.Begin(other);
        await Task.WhenAll(first.WaitUntilReadyAsync(), second.WaitUntilReadyAsync());

        foreach (var silo in new[] { first, second })
        {
            Assert.Equal([silo.Address.Port], ListeningPorts.Of(silo.ProcessId));
            using var client = silo.CreateClient();
            using var answer = await client.GetAsync(new Uri("/v1/experts", UriKind.Relative), Cancellation);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_gateway_that_is_asked_for_takes_readers_of_the_data_alone()
    {
        using var other = new TestCertificateAuthority("theirs");
        var gateway = FreePort.Take();
        var settings = Gateway(gateway);

        await using var silo = await SiloProcess.StartAsync(_data, settings);
        await using var frontEnd = await FrontEndProcess.StartAsync(_data.Settings.Concat(settings).ToDictionary());
        await frontEnd.WaitUntilReadyAsync(Cancellation);

        Assert.Equal(new[] { silo.Address.Port, gateway }.Order(), ListeningPorts.Of(silo.ProcessId).Order());
        Assert.True(await UntrustedConnection.IsRefusedAsync(gateway, other, Cancellation));
        Assert.True(await UntrustedConnection.IsRefusedAsync(gateway, null, Cancellation));
    }

    [Fact]
    public async Task A_gateway_port_that_another_server_has_is_refused_in_a_line()
    {
        await using var other = await TestDatabase.CreateAsync(StorageEngine.Sqlite);
        var settings = Gateway(FreePort.Take());
        await using var first = await SiloProcess.StartAsync(_data, settings);

        var (exitCode, second) = await SiloProcess.RunAsync(other, settings);

        Assert.Equal(1, exitCode);
        Assert.Contains("GatewayPort", Assert.Single(second.Errors, line => line.Length > 0), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Inference:Cluster:SiloPort")]
    [InlineData("Inference:Cluster:GatewayPort")]
    public async Task A_cluster_port_in_use_is_refused_in_one_line(string setting)
    {
        await using var data = await TestDatabase.CreateAsync(StorageEngine.Postgres);
        var taken = $"{FreePort.Take()}";
        await using var first = await SiloProcess.StartAsync(data, new Dictionary<string, string?> { [setting] = taken });
        var others = new Dictionary<string, string?> { ["Inference:Cluster:SiloPort"] = $"{FreePort.Take()}", [setting] = taken };

        var (exitCode, second) = await SiloProcess.RunAsync(data, others);

        Assert.Equal(1, exitCode);
        Assert.Contains("GatewayPort", Assert.Single(second.Errors, line => line.Length > 0), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_nothing_could_reach_is_refused()
    {
        var (exitCode, silo) = await SiloProcess.RunAsync(_data, new Dictionary<string, string?> { ["Inference:ServeApi"] = "false" });

        Assert.Equal(1, exitCode);
        Assert.Contains("Inference:Cluster:GatewayPort", string.Join('\n', silo.Errors), StringComparison.Ordinal);
    }

    private static Dictionary<string, string?> Gateway(int port) => new() { ["Inference:Cluster:GatewayPort"] = $"{port}" };
}
