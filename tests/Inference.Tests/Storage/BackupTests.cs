using Inference.Infrastructure;
using Inference.Sql;
using Inference.Sqlite;
using Inference.Sqlite.Backup;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Inference.Storage;

[ChoosesStorage]
public sealed class BackupTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private string Data => Path.Combine(_directory.Path, "data");

    private string Copy => Path.Combine(_directory.Path, "copy.db");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_backup_of_an_open_database_is_restored_whole()
    {
        using (var database = Open())
        {
            AddRows(database, 1_000);
            var size = Create();
            Assert.Equal(new FileInfo(Copy).Length, size);
            AddRows(database, 10);
        }

        Restore(Path.Combine(_directory.Path, "other"));

        Assert.Equal((1_000, 1_010), (CountIn(Path.Combine(_directory.Path, "other")), CountIn(Data)));
    }

    [Fact]
    public void A_backup_is_private_and_a_single_file()
    {
        Open().Dispose();

        Create();

        Assert.False(PrivateFiles.IsShared(Copy));
        Assert.Equal(["copy.db", "data"], Names(_directory.Path));
        Assert.Equal(["inference.db", "lock"], Names(Data));
    }

    [Fact]
    public void A_backup_replaces_no_file()
    {
        Open().Dispose();
        File.WriteAllText(Copy, "something else");

        var error = Assert.Throws<StorageException>(() => Create());

        Assert.Contains("exists already", error.Message, StringComparison.Ordinal);
        Assert.Equal("something else", File.ReadAllText(Copy));
    }

    [Theory]
    [InlineData("nowhere", "There is no database")]
    [InlineData("data", "could not be copied")]
    public void A_backup_that_cannot_be_made_leaves_nothing(string directory, string expected)
    {
        Open().Dispose();
        var target = Path.Combine(_directory.Path, "missing", "copy.db");

        var error = Assert.Throws<StorageException>(() => DatabaseBackup.Create(Path.Combine(_directory.Path, directory), target));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(["data"], Names(_directory.Path));
    }

    [Fact]
    public void A_damaged_database_gives_no_backup()
    {
        using (var database = Open())
        {
            AddRows(database, 1_000);
        }

        Damage(Path.Combine(Data, "inference.db"));

        Assert.Throws<StorageException>(() => Create());
        Assert.Equal(["data"], Names(_directory.Path));
    }

    [Fact]
    public void What_a_restore_replaces_is_kept()
    {
        using (var database = Open())
        {
            AddRows(database, 3);
            Create();
            AddRows(database, 4);
        }

        var kept = Restore(Data);

        Assert.Equal("inference.db.replaced-20260102T030405Z", Path.GetFileName(kept));
        Assert.Equal(3, CountIn(Data));
        File.Move(kept!, Path.Combine(Data, "inference.db"), overwrite: true);
        Assert.Equal(7, CountIn(Data));
    }

    [Fact]
    public void Files_copied_from_a_killed_server_are_restored_with_their_log()
    {
        using (var database = Open())
        {
            AddRows(database, 5);
            File.Copy(Path.Combine(Data, "inference.db"), Copy);
            File.Copy(Path.Combine(Data, "inference.db-wal"), $"{Copy}-wal");
        }

        Restore(Path.Combine(_directory.Path, "other"));

        Assert.Equal(5, CountIn(Path.Combine(_directory.Path, "other")));
    }

    [Fact]
    public void A_directory_in_use_is_not_restored_into()
    {
        using var database = Open();
        Create();

        var error = Assert.Throws<StorageException>(() => Restore(Data));

        Assert.Contains("in use by another process", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text", "could not be restored")]
    [InlineData("nothing", "There is no file")]
    [InlineData("empty", "is not a database of this server")]
    [InlineData("foreign", "is not a database of this server")]
    [InlineData("damaged", "damaged|malformed")]
    [InlineData("newer", "newer version")]
    public void A_file_that_is_no_whole_backup_changes_nothing(string kind, string expected)
    {
        using (var database = Open())
        {
            AddRows(database, 1_000);
            Create();
            AddRows(database, 1);
        }

        Spoil(kind);
        var before = File.ReadAllBytes(Path.Combine(Data, "inference.db"));

        var error = Assert.Throws<StorageException>(() => Restore(Data));

        Assert.Matches(expected, error.Message);
        Assert.Equal(["inference.db", "lock"], Names(Data));
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(Data, "inference.db")));
    }

    [Fact]
    public void An_interrupted_restore_is_not_taken_for_an_empty_directory()
    {
        Open().Dispose();
        File.Move(Path.Combine(Data, "inference.db"), Path.Combine(Data, "inference.db.restoring"));

        var error = Assert.Throws<StorageException>(() => Open());

        Assert.Contains("was interrupted: run it again", error.Message, StringComparison.Ordinal);
    }

    private static string[] Names(string directory) => [.. Directory.EnumerateFileSystemEntries(directory).Select(Path.GetFileName).Order()!];

    private static void AddRows(SqliteDatabase database, int count)
    {
        using var connection = database.Connect();
        DatabaseFile.Execute(connection, $"""
            with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < {count})
            insert into grain_state (name, key, version, document) select 'note', hex(randomblob(16)), 1, '"' || hex(randomblob(100)) || '"' from numbers
            """);
    }

    private static void Damage(string file)
    {
        using var stream = new FileStream(file, FileMode.Open);
        stream.Position = stream.Length / 2;
        stream.Write(new byte[20_000]);
    }

    private static long CountIn(string directory)
    {
        using var database = new SqliteDatabase(directory);
        database.Open();
        using var connection = database.Connect();
        return (long)DatabaseFile.Execute(connection, "select count(*) from grain_state where name = 'note'")!;
    }

    private void Spoil(string kind)
    {
        switch (kind)
        {
            case "text":
                File.WriteAllText(Copy, string.Concat(Enumerable.Repeat("no database", 1_000)));
                break;
            case "nothing":
                File.Delete(Copy);
                break;
            case "empty":
                File.WriteAllText(Copy, "");
                break;
            case "foreign":
                File.Delete(Copy);
                Change("create table notes (text)");
                break;
            case "damaged":
                Damage(Copy);
                break;
            default:
                Change("insert into SchemaVersions (ScriptName, Applied) values ('Inference.Sqlite.Scripts.9999_future.sql', '2030-01-01')");
                break;
        }
    }

    private void Change(string sql)
    {
        using var connection = DatabaseFile.Open(Copy, SqliteOpenMode.ReadWriteCreate);
        DatabaseFile.Execute(connection, sql);
    }

    private long Create() => DatabaseBackup.Create(Data, Copy);

    private string? Restore(string directory) => new DatabaseRestore(directory, _clock).Run(Copy);

    private SqliteDatabase Open()
    {
        var database = new SqliteDatabase(Data);
        database.Open();
        return database;
    }
}
