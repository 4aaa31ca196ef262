using Inference.Ledger;
using Inference.Sqlite;

namespace Inference.Infrastructure;

/// <summary>The stores on a real file, without a cluster. Take a fresh environment in each test.</summary>
public sealed class SqliteFixture : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public SqliteFixture()
    {
        Database = new SqliteDatabase(_directory.Path);
        Database.Open();
        Ledger = new SqliteLedgerStore(Database);
    }

    internal SqliteDatabase Database { get; }

    internal SqliteLedgerStore Ledger { get; }

    public void Dispose()
    {
        Database.Dispose();
        _directory.Dispose();
    }

    internal async Task<LedgerOutcome> CommitAsync(LedgerUnit unit) =>
        Assert.Single(await Ledger.CommitAsync([unit], TestContext.Current.CancellationToken));

    internal long Count(string sql)
    {
        using var connection = Database.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = $"select count(*) from {sql}";
        return (long)command.ExecuteScalar()!;
    }
}
