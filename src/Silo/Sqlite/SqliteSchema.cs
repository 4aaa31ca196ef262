using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using Inference.Sql;
using Microsoft.Data.Sqlite;

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

/// <summary>Reads the state of the database of a data directory, whether a server has it open or not, and writes nothing.</summary>
internal static class SqliteInspection
{
    /// <exception cref="StorageException">The file cannot be read, or a newer version wrote it.</exception>
    public static SchemaState Of(string directory)
    {
        var file = Path.Combine(directory, DataDirectory.DatabaseName);
        // A first start that was interrupted leaves an empty file.
        if (!File.Exists(file) || new FileInfo(file).Length == 0)
        {
            return new SchemaState(directory, true, 0);
        }

        // Without a write-ahead log no process has the file open, and a connection would create one unless the file is declared immutable.
        var source = File.Exists($"{file}-wal") ? file : $"{new Uri(file).AbsoluteUri}?immutable=1";
        var connectionString = new SqliteConnectionStringBuilder { DataSource = source, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString();
        try
        {
            return SchemaScripts.Inspect(SqliteSchema.CreateUpgrader(connectionString), directory);
        }
        catch (SqliteException exception)
        {
            throw new StorageException($"The database in '{directory}' cannot be read: {exception.Message}", exception);
        }
    }
}
