using DbUp;
using DbUp.Engine.Output;
using Inference.Storage;

namespace Inference.Sqlite;

/// <summary>Brings a database up to this version's schema: numbered scripts, each applied once.</summary>
internal static class SqliteSchema
{
    public static void Upgrade(string connectionString)
    {
        var upgrader = DeployChanges.To
            .SqliteDatabase(connectionString)
            .WithScriptsEmbeddedInAssembly(typeof(SqliteSchema).Assembly, name => name.Contains(".Sqlite.Scripts.", StringComparison.Ordinal))
            .WithTransactionPerScript()
            .LogTo(new NoOpUpgradeLog())
            .Build();

        if (upgrader.GetExecutedButNotDiscoveredScripts() is [var unknown, ..])
        {
            throw new StorageException($"The database was written by a newer version of the server: it has '{unknown}', which this one does not know.");
        }

        var result = upgrader.PerformUpgrade();
        if (!result.Successful)
        {
            throw new StorageException($"The database could not be upgraded: {result.Error.Message}", result.Error);
        }
    }
}
