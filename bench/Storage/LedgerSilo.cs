using Inference.Ledger;
using Inference.Processes;
using Inference.Sqlite;
using Inference.Statistics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Inference.Storage;

/// <summary>A whole silo in this process, of which the ledger alone is used. One that does not count neither keeps an outbox nor publishes.</summary>
internal sealed class LedgerSilo : IAsyncDisposable
{
    private readonly SqliteDatabase _database = new(Directory.CreateTempSubdirectory("inference-bench-").FullName);
    private readonly IHost _host;

    private LedgerSilo(bool counts)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(_database);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort.Take(), FreePort.Take());
            silo.AddSqliteStorage().AddInferenceGrains();
            if (!counts)
            {
                silo.Services.AddSingleton<ILogEventSink, NoStream>();
            }
        });
        _host = builder.Build();
    }

    public static async Task<LedgerSilo> StartAsync(bool counts, CancellationToken cancellationToken)
    {
        var silo = new LedgerSilo(counts);
        await silo._host.StartAsync(cancellationToken);
        if (!counts)
        {
            silo.RefuseOutbox();
        }

        return silo;
    }

    public Task<LedgerOutcome> WriteAsync(InferenceLogs.InferenceLog log) =>
        _host.Services.GetRequiredService<GroupCommitLedger>().CommitAsync(new LedgerEntry { Log = log });

    /// <summary>Ends when everything is counted that was written before.</summary>
    public Task CountAsync(CancellationToken cancellationToken) =>
        _host.Services.GetRequiredService<IGrainFactory>().GetStatistics("prod").FoldAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        _database.Dispose();
        Directory.Delete(_database.Directory, recursive: true);
    }

    private void RefuseOutbox()
    {
        using var connection = _database.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "create trigger no_outbox before insert on inference_outbox begin select raise(ignore); end";
        command.ExecuteNonQuery();
    }

    private sealed class NoStream : ILogEventSink
    {
        public Task PublishAsync(string environment, IReadOnlyList<LogEvent> events) => Task.CompletedTask;
    }
}
