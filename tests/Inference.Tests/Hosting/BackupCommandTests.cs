using System.Net.Http.Json;
using Inference.Infrastructure;

namespace Inference.Hosting;

[ChoosesStorage]
[ProcessTest]
public sealed class BackupCommandTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_running_server_stored_is_in_its_backup()
    {
        using var files = new TemporaryDirectory();
        var file = Path.Combine(files.Path, "copy.db");
        await using var data = await TestDatabase.CreateAsync(StorageEngine.Sqlite);
        await using var other = await TestDatabase.CreateAsync(StorageEngine.Sqlite);
        await using (var silo = await SiloProcess.StartAsync(data))
        {
            using var client = silo.CreateClient();
            using var created = await client.PostAsJsonAsync("/v1/personas", new { name = "Ada" }, Cancellation);
            created.EnsureSuccessStatusCode();

            var (saved, backup) = await SiloProcess.RunAsync(data, arguments: ["--backup", file]);
            var (refused, restoreInUse) = await SiloProcess.RunAsync(data, arguments: ["--restore", file]);

            Assert.Equal((0, 1), (saved, refused));
            Assert.Contains(backup.Output, line => line.Contains($"was copied to '{file}'", StringComparison.Ordinal));
            Assert.Contains(restoreInUse.Errors, line => line.Contains("is in use by another process", StringComparison.Ordinal));
        }

        var (restored, _) = await SiloProcess.RunAsync(other, arguments: ["--restore", file]);

        Assert.Equal(0, restored);
        Assert.Equal(1, await other.CountFromOutsideAsync("grain_state where name = 'persona'"));
    }

    [Fact]
    public async Task PostgreSQL_is_copied_by_its_own_programs()
    {
        await using var data = await TestDatabase.CreateAsync(StorageEngine.Postgres);

        var (exitCode, silo) = await SiloProcess.RunAsync(data, arguments: ["--backup", "unused.db"]);

        Assert.Equal(1, exitCode);
        Assert.Contains(silo.Errors, line => line.Contains("pg_dump", StringComparison.Ordinal));
    }
}
