using System.Security.Cryptography;
using Inference.Storage;

namespace Inference.Sql;

/// <summary>While writes fail, writes a probe every second, so that the storage's recovery is noticed without a restart.</summary>
internal sealed class StorageProbe(SqlDatabase database, TimeProvider clock) : BackgroundService
{
    private const string Name = "storage_probe";

    // As large as ordinary writes at most are. Random, so that no engine compresses it.
    private const int Bytes = 65_536;

    // A probe of a database that hangs is repeated, too.
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Writes a row that takes room, and deletes it.</summary>
    public static async Task WriteAsync(SqlDatabase database, CancellationToken cancellationToken)
    {
        var content = Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));
        using var lease = await database.EnterWritesAsync(cancellationToken);
        await using var connection = await database.ConnectAsync(cancellationToken);
        await new SqlQuery(connection, $"insert into grain_state (name, key, version, document) values (@name, @key, 1, {database.ToDocument("@document")})")
            .With("@name", Name)
            .With("@key", Guid.NewGuid().ToString("N"))
            .With("@document", $$"""{"probe":"{{content}}"}""")
            .RunAsync(cancellationToken);
        // Those that an earlier probe could not delete, too.
        await new SqlQuery(connection, "delete from grain_state where name = @name").With("@name", Name).RunAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var health = database.Health;
        while (true)
        {
            await health.WhenFailing.WaitAsync(stoppingToken);
            await Task.Delay(StorageHealth.ProbeInterval, clock, stoppingToken);
            try
            {
                using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                timeout.CancelAfter(ProbeTimeout);
                // SQLite answers on the caller's thread.
                await Task.Run(() => WriteAsync(database, timeout.Token), timeout.Token);
                health.Recover();
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                if (StorageFault.Is(exception))
                {
                    // The cause may have changed: a full disk that was mounted again, read-only.
                    StorageFault.Translate(exception, health);
                }
            }
        }
    }
}
