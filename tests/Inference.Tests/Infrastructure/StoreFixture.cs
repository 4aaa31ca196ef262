using Inference.Chats;
using Inference.InferenceLogs;
using Inference.Ledger;
using Inference.Postgres;
using Inference.Sqlite;
using Inference.Statistics;
using Inference.Storage;

namespace Inference.Infrastructure;

/// <summary>The stores on a real engine, without a cluster. Take a fresh environment in each test.</summary>
public abstract class StoreFixture(StorageEngine engine) : IAsyncLifetime
{
    public TestDatabase Database { get; private set; } = null!;

    internal IChatStore Chats => Database.Chats;

    internal IOwnerSizeStore OwnerSizes => Database.OwnerSizes;

    internal ILedgerStore Ledger => Database.Ledger;

    internal IDocumentStore Documents => Database.Documents;

    internal ILogStore Logs => Database.Logs;

    internal IStatisticsStore Statistics => Database.Statistics;

    public async ValueTask InitializeAsync() => Database = await TestDatabase.CreateAsync(engine);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Database.DisposeAsync();
    }

    internal Task<LedgerOutcome> CommitAsync(LedgerEntry unit) => Database.CommitAsync(unit);

    internal Task<long> CountAsync(string rows) => Database.CountAsync(rows);
}

public sealed class PostgresFixture() : StoreFixture(StorageEngine.Postgres)
{
    internal PostgresDatabase Server => ((PostgresTestDatabase)Database).Server;
}

public sealed class SqliteFixture() : StoreFixture(StorageEngine.Sqlite)
{
    internal SqliteDatabase File => ((SqliteTestDatabase)Database).File;
}
