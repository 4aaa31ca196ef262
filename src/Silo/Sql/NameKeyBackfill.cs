using System.Data.Common;
using System.Globalization;
using Inference.Errors;
using Inference.Language;

namespace Inference.Sql;

/// <summary>
/// Brings the keys of names that were written by an earlier version up to date, in the background. It goes through each table
/// once, some rows a transaction, and after a restart continues. Two silos may process the same rows: a key is only changed if it is still the one that was read.
/// </summary>
internal sealed partial class NameKeyBackfill(SqlDatabase database, TimeProvider clock, ILogger<NameKeyBackfill> logger) : BackgroundService
{
    private const int RowsAtOnce = 500;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromMinutes(1);

    /// <summary>Goes through all that is not finished.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var table in NameKeyTable.Of(database))
        {
            var progress = await ReadProgressAsync(table, cancellationToken);
            var changed = 0;
            while (!progress.IsFinished)
            {
                (progress, var count) = await StepAsync(table, progress, cancellationToken);
                changed += count;
            }

            if (changed > 0)
            {
                LogChanged(changed, table.Name);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                // SQLite answers on the caller's thread, and the process is still starting.
                await Task.Run(() => RunAsync(stoppingToken), stoppingToken);
                return;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // After an outage the next run continues: rows that were not changed yet are found by their old keys, as before.
                if (!StorageFault.Is(exception) || !TransientFailures.IsStorageFailure(StorageFault.Translate(exception, database.Health)))
                {
                    LogFailed(exception);
                }
            }

            await Task.Delay(RetryDelay, clock, stoppingToken);
        }
    }

    private async Task<(Progress Next, int Changed)> StepAsync(NameKeyTable table, Progress progress, CancellationToken cancellationToken)
    {
        // The long part, where few names have letters beyond ASCII, is outside of the transaction.
        var rows = await new SqlQuery(database, table.Select)
            .With("@first", table.Parse(progress.First))
            .With("@second", table.Parse(progress.Second))
            .With("@count", RowsAtOnce)
            .ReadAllAsync(row => new Row(TextOf(row, 0), TextOf(row, 1), row.GetString(2)), cancellationToken);
        var next = rows is [.., var last]
            ? new Progress(last.First, last.Second, IsFinished: rows.Length < RowsAtOnce)
            : progress with { IsFinished = true };

        using var lease = await database.EnterWritesAsync(cancellationToken);
        await using var connection = await database.ConnectAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var changed = 0;
        foreach (var row in rows)
        {
            changed += await UpdateAsync(connection, table, row, cancellationToken);
        }

        await SaveProgressAsync(connection, table, next, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (next, changed);
    }

    // The key of a key is that of the name: it begins with the lower case that older keys are.
    private static async Task<int> UpdateAsync(DbConnection connection, NameKeyTable table, Row row, CancellationToken cancellationToken) =>
        UnicodeText.ToCaselessKey(row.Key) is var key && key == row.Key
            ? 0
            : await new SqlQuery(connection, table.Update)
                .With("@key", key)
                .With("@first", table.Parse(row.First))
                .With("@second", table.Parse(row.Second))
                .With("@old", row.Key)
                .RunAsync(cancellationToken);

    private async Task<Progress> ReadProgressAsync(NameKeyTable table, CancellationToken cancellationToken) =>
        await new SqlQuery(database, "select first, second, finished from name_key_backfills where target = @target")
            .With("@target", table.Name)
            .FindAsync(row => new Progress(row.GetString(0), row.GetString(1), row.GetInt64(2) == 1), cancellationToken)
        ?? new Progress(table.Start, table.Start, IsFinished: false);

    private static Task<int> SaveProgressAsync(DbConnection connection, NameKeyTable table, Progress progress, CancellationToken cancellationToken) =>
        new SqlQuery(
            connection,
            """
            insert into name_key_backfills (target, first, second, finished) values (@target, @first, @second, @finished)
            on conflict (target) do update set first = excluded.first, second = excluded.second, finished = excluded.finished
            """)
            .With("@target", table.Name)
            .With("@first", progress.First)
            .With("@second", progress.Second)
            .With("@finished", progress.IsFinished ? 1 : 0)
            .RunAsync(cancellationToken);

    private static string TextOf(DbDataReader row, int column) => Convert.ToString(row.GetValue(column), CultureInfo.InvariantCulture)!;

    [LoggerMessage(LogLevel.Information, "{Count} keys of names in {Table} were computed again")]
    private partial void LogChanged(int count, string table);

    [LoggerMessage(LogLevel.Error, "Keys of names could not be computed again")]
    private partial void LogFailed(Exception exception);

    private sealed record Row(string First, string Second, string Key);

    private sealed record Progress(string First, string Second, bool IsFinished);
}
