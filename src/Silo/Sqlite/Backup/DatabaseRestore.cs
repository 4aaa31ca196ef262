using System.Globalization;
using Inference.Sql;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Inference.Sqlite.Backup;

/// <summary>
/// Puts a backup into a data directory that no server uses. The backup is copied, checked and brought up to this version's schema before anything of the
/// directory is touched; a database that was there is kept beside it under another name.
/// </summary>
internal sealed class DatabaseRestore(string directory, TimeProvider clock)
{
    // The write-ahead log holds the latest transactions of a copy that was made of the files themselves.
    private static readonly string[] Suffixes = ["", "-wal"];

    private readonly string _database = Path.Combine(directory, DataDirectory.DatabaseName);
    private readonly string _restoring = Path.Combine(directory, DataDirectory.RestoringName);

    /// <returns>The file that holds what was in the directory before; <see langword="null"/> when there was nothing.</returns>
    /// <exception cref="StorageException">A server uses the directory, or the file is no whole database that this version can read.</exception>
    public string? Run(string file)
    {
        if (!File.Exists(file))
        {
            throw new StorageException($"There is no file '{file}'.");
        }

        using var held = new DataDirectory(Path.GetFullPath(directory), NullLogger.Instance).Lock();
        try
        {
            CopyIn(file);
            Examine(file);
            return Replace();
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"'{file}' could not be restored into '{Path.GetFullPath(directory)}': {exception.Message}", exception);
        }
        finally
        {
            DeleteCopy();
        }
    }

    private void CopyIn(string file)
    {
        DeleteCopy();
        foreach (var suffix in Suffixes.Where(suffix => File.Exists(file + suffix)))
        {
            using var source = File.OpenRead(file + suffix);
            using var target = PrivateFiles.Open(_restoring + suffix, FileMode.CreateNew, FileShare.None);
            source.CopyTo(target);
        }
    }

    private void Examine(string file)
    {
        using (var copy = DatabaseFile.Open(_restoring, SqliteOpenMode.ReadWrite))
        {
            DatabaseFile.Check(copy, file);
            if (DatabaseFile.Execute(copy, "select 1 from sqlite_schema where name = 'grain_state'") is null)
            {
                throw new StorageException($"'{file}' is not a database of this server.");
            }

            DatabaseFile.LeaveWal(copy);
        }

        SqliteSchema.Upgrade(new SqliteConnectionStringBuilder { DataSource = _restoring, Pooling = false }.ToString());
        DatabaseFile.Flush(_restoring);
    }

    private string? Replace()
    {
        // A database of no bytes is one that a start was interrupted in.
        var files = Suffixes.Where(suffix => new FileInfo(_database + suffix) is { Exists: true, Length: > 0 }).ToArray();
        var kept = string.Create(CultureInfo.InvariantCulture, $"{_database}.replaced-{clock.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}");
        Move(files, _database, kept);
        try
        {
            // Of another database: SQLite would apply what is in them to this one.
            File.Delete($"{_database}-wal");
            File.Delete($"{_database}-shm");
            File.Move(_restoring, _database, overwrite: true);
        }
        catch
        {
            Move(files, kept, _database);
            throw;
        }

        return files.Length > 0 ? kept : null;
    }

    private static void Move(IEnumerable<string> suffixes, string from, string to)
    {
        foreach (var suffix in suffixes)
        {
            File.Move(from + suffix, to + suffix);
        }
    }

    private void DeleteCopy()
    {
        foreach (var suffix in new[] { "", "-wal", "-shm", "-journal" })
        {
            File.Delete(_restoring + suffix);
        }
    }
}
