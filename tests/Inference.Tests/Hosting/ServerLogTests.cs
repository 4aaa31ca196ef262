using System.Net;
using Inference.Infrastructure;

namespace Inference.Hosting;

/// <summary>The console output of real processes.</summary>
[ChoosesStorage]
[ProcessTest]
public sealed class ServerLogTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silo_on_PostgreSQL_logs_refusals_and_no_statements()
    {
        await using var data = await TestDatabase.CreateAsync(StorageEngine.Postgres);
        await using var silo = await SiloProcess.StartAsync(data);
        using var client = silo.CreateClient();
        using var unknown = silo.CreateClient("a-key-that-nothing-knows-0123456789");

        using var answer = await client.GetAsync(new Uri("/v1/experts", UriKind.Relative), Cancellation);
        using var refused = await unknown.GetAsync(new Uri("/v1/experts", UriKind.Relative), Cancellation);
        silo.Terminate();
        await silo.WaitAsync();

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (answer.StatusCode, refused.StatusCode));
        Assert.DoesNotContain(silo.Output, line => line.Contains("select", StringComparison.OrdinalIgnoreCase) || line.Contains("Npgsql", StringComparison.Ordinal));
        var id = Assert.Single(refused.Headers.GetValues("x-request-id"));
        var line = Assert.Single(silo.Output, line => line.Contains("invalid_api_key", StringComparison.Ordinal));
        Assert.Contains($"[{id}]: GET /v1/experts from 127.0.0.1", line, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing-knows", line, StringComparison.Ordinal);
    }
}
