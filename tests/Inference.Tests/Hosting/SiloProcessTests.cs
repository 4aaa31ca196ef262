using System.Net;
using Inference.Infrastructure;

namespace Inference.Hosting;

[ChoosesStorage]
[ProcessTest]
public sealed class SiloProcessTests : IAsyncLifetime
{
    private TestDatabase _data = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _data = await TestDatabase.CreateAsync(StorageEngine.Sqlite);

    public ValueTask DisposeAsync() => _data.DisposeAsync();

    [Fact]
    public async Task The_first_start_shows_a_working_key_and_later_starts_none()
    {
        var noKey = new Dictionary<string, string?> { ["Inference:AdminKey"] = null };
        string key;
        await using (var first = await SiloProcess.StartAsync(_data, noKey))
        {
            await first.KillAsync();
            key = Assert.Single(first.Output, line => line.StartsWith("Admin key", StringComparison.Ordinal)).Split(' ')[^1];
        }

        await using var second = await SiloProcess.StartAsync(_data, noKey);
        using var client = second.CreateClient(key);
        using var answer = await client.GetAsync(new Uri("/v1/experts", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        second.Terminate();
        Assert.Equal(0, await second.WaitAsync());
        Assert.DoesNotContain(second.Output, line => line.Contains("inf_prod_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_admin_key_is_the_one_that_is_configured_now()
    {
        var (first, second) = ("the-first-key-of-an-operator-0123456789", "the-second-key-of-an-operator-0123456789");

        await AssertWorksAsync(first, not: null);
        await AssertWorksAsync(second, not: first);
        await AssertWorksAsync(first, not: second);
        var made = await AssertWorksAsync(null, not: first);
        await AssertWorksAsync(second, not: first);
        Assert.Null(await AssertWorksAsync(null, not: second));

        await using var silo = await SiloProcess.StartAsync(_data);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(silo, made!));
    }

    [Fact]
    public async Task Data_or_a_port_in_use_are_refused_in_one_line()
    {
        await using var first = await SiloProcess.StartAsync(_data);
        await using var other = await TestDatabase.CreateAsync(StorageEngine.Sqlite);

        var (sameData, refused) = await SiloProcess.RunAsync(_data);
        var (samePort, refusedToo) = await SiloProcess.RunAsync(
            other, new Dictionary<string, string?> { ["ASPNETCORE_URLS"] = first.Address.ToString() });

        Assert.Equal((1, 1), (sameData, samePort));
        Assert.Contains("in use by another process", Line(refused), StringComparison.Ordinal);
        Assert.Contains("ASPNETCORE_URLS", Line(refusedToo), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost:18600", "urls: 'localhost:18600' has no scheme, write http://localhost:18600")]
    [InlineData("ftp://localhost:18600", "urls: 'ftp://localhost:18600' has the scheme 'ftp', which must be http or https")]
    [InlineData("http://192.0.2.1:18600", "it is not an address of this machine")]
    public async Task An_unusable_listen_address_is_one_line_and_nothing_else(string url, string reason)
    {
        var (exitCode, silo) = await SiloProcess.RunAsync(_data, new Dictionary<string, string?> { ["ASPNETCORE_URLS"] = url });

        Assert.Equal(1, exitCode);
        Assert.Contains(reason, Line(silo), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_problems_of_the_configuration_are_reported_at_once()
    {
        var (exitCode, process) = await SiloProcess.RunAsync(_data, new Dictionary<string, string?>
        {
            ["Inference:Storage"] = "punchcards",
            ["Inference:AdminKey"] = "short",
            ["Inference:Cluster:SiloPort"] = "70000",
            ["Guard:Enabeld"] = "false",
            ["Router:Enabled"] = "maybe",
        });

        Assert.Equal(1, exitCode);
        var lines = string.Join('\n', process.Errors);
        Assert.Contains("Inference:Storage", lines, StringComparison.Ordinal);
        Assert.Contains("Inference:AdminKey", lines, StringComparison.Ordinal);
        Assert.Contains("Inference:Cluster:SiloPort: must be between 1 and 65535", lines, StringComparison.Ordinal);
        Assert.Contains("There is no setting Guard:Enabeld. Did you mean Guard:Enabled?", lines, StringComparison.Ordinal);
        Assert.Contains("Router:Enabled: 'maybe' is not true or false", lines, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", lines, StringComparison.Ordinal);
        Assert.DoesNotContain("Options", lines, StringComparison.Ordinal);
    }

    /// <summary>Starts the server with a key; the one that it made and showed, if it did.</summary>
    private async Task<string?> AssertWorksAsync(string? configured, string? not)
    {
        await using var silo = await SiloProcess.StartAsync(_data, new Dictionary<string, string?> { ["Inference:AdminKey"] = configured });
        if (not is not null)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(silo, not));
        }

        if (configured is not null)
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(silo, configured));
        }

        silo.Terminate();
        Assert.Equal(0, await silo.WaitAsync());
        return silo.Output.SingleOrDefault(line => line.StartsWith("Admin key", StringComparison.Ordinal))?.Split(' ')[^1];
    }

    private static async Task<HttpStatusCode> StatusAsync(SiloProcess silo, string key)
    {
        using var client = silo.CreateClient(key);
        using var answer = await client.GetAsync(new Uri("/v1/experts", UriKind.Relative), Cancellation);
        return answer.StatusCode;
    }

    private static string Line(SiloProcess process)
    {
        Assert.DoesNotContain(process.Output, line => line.Length > 0);
        return Assert.Single(process.Errors, line => line.Length > 0);
    }
}
