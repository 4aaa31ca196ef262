using System.Net;
using Inference.Infrastructure;

namespace Inference.Hosting;

[ProcessTest]
public sealed class NewAdminKeyTests
{
    private const string Command = "--new-admin-key";

    private static readonly Dictionary<string, string?> NoKey = new() { ["Inference:AdminKey"] = null };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_admin_key_works_at_the_next_start()
    {
        await using var data = await TestDatabase.CreateAsync();
        await using (var first = await SiloProcess.StartAsync(data, NoKey))
        {
            first.Terminate();
            Assert.Equal(0, await first.WaitAsync());
        }

        var (exitCode, made) = await SiloProcess.RunAsync(data, NoKey, Command);
        Assert.Equal(0, exitCode);
        var line = Assert.Single(made.Output, line => line.Length > 0);
        Assert.EndsWith(Assert.Single(made.ShownKeys), line, StringComparison.Ordinal);
        await using var later = await SiloProcess.StartAsync(data, NoKey);

        Assert.Empty(later.ShownKeys);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(later, made.ShownKeys.Single()));
    }

    [Fact]
    public async Task Beside_a_running_server_it_works_or_reports_data_in_use()
    {
        await using var data = await TestDatabase.CreateAsync();
        await using var running = await SiloProcess.StartAsync(data, NoKey);

        var (exitCode, made) = await SiloProcess.RunAsync(data, NoKey, Command);

        if (TestDatabase.DefaultEngine == StorageEngine.Postgres)
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(running, Assert.Single(made.ShownKeys)));
        }
        else
        {
            Assert.Equal(1, exitCode);
            Assert.Empty(made.ShownKeys);
            Assert.Contains("is in use by another process", Assert.Single(made.Errors, line => line.Length > 0), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_data_there_is_nothing_to_make_a_key_for()
    {
        await using var data = await TestDatabase.CreateAsync(StorageEngine.Sqlite);

        var (exitCode, made) = await SiloProcess.RunAsync(data, NoKey, Command);

        Assert.Equal(1, exitCode);
        Assert.Contains("There is no data yet", Assert.Single(made.Errors, line => line.Length > 0), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(((SqliteTestDatabase)data).Directory));
    }

    private static async Task<HttpStatusCode> StatusAsync(SiloProcess silo, string key)
    {
        using var client = silo.CreateClient(key);
        using var answer = await client.GetAsync(new Uri("/v1/experts", UriKind.Relative), Cancellation);
        return answer.StatusCode;
    }
}
