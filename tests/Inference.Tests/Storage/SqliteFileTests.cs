using Inference.Infrastructure;
using Inference.Sql;
using Inference.Sqlite;

namespace Inference.Storage;

[ChoosesStorage]
public sealed class SqliteFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_data_directory_belongs_to_one_process()
    {
        using var first = Open();
        using var second = new SqliteDatabase(_directory.Path);

        var error = Assert.Throws<StorageException>(second.Open);

        Assert.Contains("in use by another process", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_that_was_closed_opens_again()
    {
        Open().Dispose();
        using var again = Open();
    }

    [Fact]
    public void A_database_of_a_newer_version_is_refused()
    {
        using (var database = Open())
        {
            Run(database, "insert into SchemaVersions (ScriptName, Applied) values ('Inference.Sqlite.Scripts.9999_future.sql', '2030-01-01')");
        }

        var error = Assert.Throws<StorageException>(Open);

        Assert.Contains("newer version", error.Message, StringComparison.Ordinal);
        Assert.Contains("9999_future.sql", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        File.WriteAllText(Path.Combine(_directory.Path, "inference.db"), string.Concat(Enumerable.Repeat("no database", 1000)));

        Assert.Throws<StorageException>(Open);
    }

    [Fact]
    public void A_directory_that_cannot_be_made_is_refused()
    {
        var file = Path.Combine(_directory.Path, "file");
        File.WriteAllText(file, "");
        using var database = new SqliteDatabase(Path.Combine(file, "data"));

        Assert.Contains("cannot be written to", Assert.Throws<StorageException>(database.Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Commits_wait_for_the_disk()
    {
        using var database = Open();
        using var connection = database.Connect();
        using var command = connection.CreateCommand();

        command.CommandText = "select (select journal_mode from pragma_journal_mode) || ' ' || (select synchronous from pragma_synchronous)";

        Assert.Equal("wal 2", command.ExecuteScalar());
    }

    private SqliteDatabase Open()
    {
        var database = new SqliteDatabase(_directory.Path);
        database.Open();
        return database;
    }

    private static void Run(SqliteDatabase database, string sql)
    {
        using var connection = database.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
