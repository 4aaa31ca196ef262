using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using Inference.Sql;
using Inference.Storage;

namespace Inference.Sqlite;

/// <summary>Brings a database up to this version's schema: numbered scripts, each applied once.</summary>
internal static class SqliteSchema
{
    public static void Upgrade(string connectionString)
    {
        var upgrader = CreateUpgrader(connectionString);
        SchemaScripts.RefuseNewer(upgrader);
        var result = upgrader.PerformUpgrade();
        if (!result.Successful)
        {
            throw new StorageException($"The database could not be upgraded: {result.Error.Message}", result.Error);
        }
    }

    public static UpgradeEngine CreateUpgrader(string connectionString) => DeployChanges.To
        .SqliteDatabase(connectionString)
        .WithScriptsEmbeddedInAssembly(typeof(SqliteSchema).Assembly, name => name.Contains(".Sqlite.Scripts.", StringComparison.Ordinal))
        .WithTransactionPerScript()
        .LogTo(new NoOpUpgradeLog())
        .Build();
}
