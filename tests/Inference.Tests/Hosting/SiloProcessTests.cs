using System.Net;
using Inference.Infrastructure;

namespace Inference.Hosting;

[ChoosesStorage]
public sealed class SiloProcessTests : IAsyncLifetime
{
    private TestDatabase _data = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _data = await TestDatabase.CreateAsync(StorageEngine.Sqlite);

    public ValueTask DisposeAsync() => _data.DisposeAsync();

    [Fact]
    public async Task The_first_start_shows_a_key_that_works_and_later_ones_show_none()
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
    public async Task A_second_process_on_the_same_data_and_a_port_in_use_are_refused_in_a_line()
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

    [Fact]
    public async Task All_problems_of_the_configuration_are_told_at_once()
    {
        var (exitCode, process) = await SiloProcess.RunAsync(_data, new Dictionary<string, string?>
        {
            ["Inference:Storage"] = "punchcards",
            ["Inference:AdminKey"] = "short",
            ["Inference:Cluster:SiloPort"] = "70000",
        });

        Assert.Equal(1, exitCode);
        var lines = string.Join('\n', process.Errors);
        Assert.Contains("Inference:Storage", lines, StringComparison.Ordinal);
        Assert.Contains("Inference:AdminKey", lines, StringComparison.Ordinal);
        Assert.Contains("SiloPort", lines, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", lines, StringComparison.Ordinal);
    }

    private static string Line(SiloProcess process) => Assert.Single(process.Errors, line => line.Length > 0);
}
