using Inference.Infrastructure;
using Inference.ModelServers;
using Inference.Processes;

namespace Inference.Commands;

[ProcessTest]
public sealed class CheckTests
{
    private const string Command = "--check";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_model_s_server_and_the_database_are_a_line()
    {
        await using var data = await TestDatabase.CreateAsync();
        await using var models = await ModelServerHost.StartAsync(cancellationToken: Cancellation);
        var nothing = $"http://127.0.0.1:{FreePort.Take()}/v1";

        var (exitCode, check) = await SiloProcess.RunAsync(data, new Dictionary<string, string?>
        {
            ["Models:Catalog:instant:Endpoint"] = models.BaseAddress.ToString(),
            ["Models:Catalog:other:Endpoint"] = models.BaseAddress.ToString(),
            ["Models:Catalog:gone:Endpoint"] = nothing,
        }, Command);

        Assert.Equal(1, exitCode);
        Assert.Collection(
            check.Output.Where(line => line.Length > 0),
            line => Assert.Equal("ok       configuration", line),
            line => Assert.Equal($"problem  model 'gone': {nothing} cannot be reached: Connection refused", line),
            line => Assert.Equal($"ok       model 'instant': {models.BaseAddress} answers and offers 'instant'", line),
            line => Assert.Equal($"problem  model 'other': {models.BaseAddress} answers, but does not offer 'other': it offers instant, scenario:reasoning", line),
            line => Assert.StartsWith("ok       database: ", line, StringComparison.Ordinal));
        Assert.DoesNotContain(check.Errors, line => line.Length > 0);
    }

    [Fact]
    public async Task A_configuration_without_problems_is_0_and_changes_nothing()
    {
        await using var data = new SqliteTestDatabase();

        var (exitCode, check) = await SiloProcess.RunAsync(data, null, Command);

        Assert.Equal(0, exitCode);
        Assert.Equal(2, check.Output.Count(line => line.StartsWith("ok ", StringComparison.Ordinal)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(data.Directory));
    }
}
