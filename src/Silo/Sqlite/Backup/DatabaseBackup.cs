using Inference.Sql;
using Microsoft.Data.Sqlite;

namespace Inference.Sqlite.Backup;

/// <summary>Copies the database of a data directory into a file, as it is at one moment, while a server may be writing to it.</summary>
internal static class DatabaseBackup
{
    /// <param name="directory">The data directory.</param>
    /// <param name="file">The file to make, readable by this user alone. It is renamed to its name once it is complete and checked.</param>
    /// <returns>Its size in bytes.</returns>
    /// <exception cref="StorageException">There is no database, the file exists, or one of the two cannot be read or written.</exception>
    public static long Create(string directory, string file)
    {
        var database = Path.Combine(directory, DataDirectory.DatabaseName);
        if (!File.Exists(database))
        {
            throw new StorageException($"There is no database in '{Path.GetFullPath(directory)}'.");
        }

        if (Path.Exists(file))
        {
            throw new StorageException($"'{file}' exists already. A backup replaces no file: name another.");
        }

        var partial = $"{file}.partial";
        try
        {
            PrivateFiles.Open(partial, FileMode.Create, FileShare.None).Dispose();
            Copy(database, partial);
            DatabaseFile.Flush(partial);
            File.Move(partial, file);
            return new FileInfo(file).Length;
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The database in '{Path.GetFullPath(directory)}' could not be copied to '{file}': {exception.Message}", exception);
        }
        finally
        {
            if (File.Exists(partial))
            {
                File.Delete(partial);
            }
        }
    }

    private static void Copy(string database, string partial)
    {
        // Read and write: a connection that may only read would leave the files of the write-ahead log behind where no server runs.
        using var source = DatabaseFile.Open(database, SqliteOpenMode.ReadWrite);
        using var target = DatabaseFile.Open(partial, SqliteOpenMode.ReadWrite);
        source.BackupDatabase(target);
        DatabaseFile.LeaveWal(target);
        DatabaseFile.Check(target, partial);
    }
}
