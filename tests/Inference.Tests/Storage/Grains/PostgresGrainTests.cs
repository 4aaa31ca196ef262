using Inference.Infrastructure;
using Inference.Messages;
using Inference.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.TestingHost;

namespace Inference.Storage.Grains;

/// <summary>Grain state and reminders on PostgreSQL, through Orleans' own providers and our queries.</summary>
[ChoosesStorage]
public sealed class PostgresGrainTests : IAsyncLifetime
{
    private readonly string _key = $"prod/note_{Guid.NewGuid():n}";
    private PostgresDatabase _database = null!;
    private InProcessTestCluster _cluster = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private INoteGrain Note => _cluster.Client.GetGrain<INoteGrain>(_key);

    public async ValueTask InitializeAsync()
    {
        _database = new PostgresDatabase(await TestPostgres.CreateDatabaseAsync());
        var cluster = new InProcessTestClusterBuilder(1);
        cluster.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddLogging(logging => logging.ClearProviders());
            silo.Services.AddSingleton(_database);
            silo.AddPostgresStorage();
        });
        _cluster = cluster.Build();
        await _cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task What_a_grain_saved_is_there_when_it_wakes()
    {
        var note = new Note { Id = "n1", Environment = "prod", CreatedAt = DateTimeOffset.UnixEpoch, FileContext = "Grüße, 世界", WrittenBy = Role.Assistant };
        await Note.SaveAsync(note);
        await Note.SaveAsync(note with { Tags = ["a"] });
        await Note.ForgetAsync();

        var found = await Note.ReadAsync();
        Assert.Equal((note.FileContext, note.WrittenBy, note.CreatedAt), (found!.FileContext, found.WrittenBy, found.CreatedAt));
        Assert.Equal(["a"], found.Tags);
    }

    [Fact]
    public async Task A_cleared_document_is_gone_and_can_be_made_again()
    {
        await Note.SaveAsync(new Note { Id = "n1" });
        await Note.ClearAsync();
        await Note.SaveAsync(new Note { Id = "n2" });
        await Note.ClearAsync();
        await Note.ForgetAsync();
        Assert.Null(await Note.ReadAsync());

        await Note.SaveAsync(new Note { Id = "n3" });
        await Note.ForgetAsync();
        Assert.Equal("n3", (await Note.ReadAsync())!.Id);
    }

    [Fact]
    public async Task A_due_reminder_fires_and_a_stopped_one_does_not()
    {
        var alarm = _cluster.Client.GetGrain<IAlarmGrain>(_key);
        await alarm.SetAsync("stopped", TimeSpan.FromDays(60));
        await alarm.SetAsync("stopped", TimeSpan.FromHours(1));
        await alarm.SetAsync("due", TimeSpan.FromSeconds(2));
        Assert.Equal(["due", "stopped"], (await alarm.ListAsync()).Order());

        Assert.True(await alarm.StopAsync("stopped"));
        Assert.False(await alarm.StopAsync("stopped"));

        var received = await Eventually.GetAsync(async () => await alarm.GetReceivedAsync() is { Length: > 0 } some ? some : null, Cancellation);
        Assert.Equal(["due"], received);
    }
}
