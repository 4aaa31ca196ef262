using Inference.Clustering;
using Inference.Sql;

namespace Inference.Sqlite;

/// <summary>The directory of one server's database, locked against other processes and closed to other users of the machine.</summary>
internal sealed partial class DataDirectory(string path, ILogger logger)
{
    public const string DatabaseName = "inference.db";

    /// <summary>A backup that is being copied into the directory: complete once it has <see cref="DatabaseName"/>.</summary>
    public const string RestoringName = $"{DatabaseName}.restoring";

    private const string LockName = "lock";

    // SQLite creates its files with the mode of the database's file.
    private static readonly string[] Names =
        [DatabaseName, $"{DatabaseName}-wal", $"{DatabaseName}-shm", $"{DatabaseName}-journal", LockName, LocalCertificate.FileName];

    /// <summary>Locks the directory for this process, until the file that it returns is closed, and restricts it to its owner.</summary>
    /// <exception cref="StorageException">Another process has locked it, it cannot be written to, or a restore into it was interrupted.</exception>
    public FileStream LockAndPrepare()
    {
        var lease = Lock();
        try
        {
            if (File.Exists(Path.Combine(path, RestoringName)) && !File.Exists(Path.Combine(path, DatabaseName)))
            {
                throw new StorageException($"A restore into '{path}' was interrupted: run it again.");
            }

            Prepare();
            return lease;
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    /// <summary>Locks the directory for this process and creates nothing in it but the lock.</summary>
    /// <exception cref="StorageException">Another process has locked it, or it cannot be written to.</exception>
    public FileStream Lock()
    {
        try
        {
            PrivateFiles.CreateDirectory(path);
            return PrivateFiles.Open(Path.Combine(path, LockName), FileMode.OpenOrCreate, FileShare.None);
        }
        catch (IOException exception) when (IsHeldElsewhere(exception))
        {
            throw new StorageException($"The data directory '{path}' is in use by another process.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(exception);
        }
    }

    private void Prepare()
    {
        try
        {
            PrivateFiles.Open(Path.Combine(path, DatabaseName), FileMode.OpenOrCreate, FileShare.ReadWrite).Dispose();
            RestrictToOwner();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(exception);
        }
    }

    private StorageException Unwritable(Exception exception) => new($"The data directory '{path}' cannot be written to: {exception.Message}", exception);

    // EAGAIN of Linux, EWOULDBLOCK of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static bool IsHeldElsewhere(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);

    private void RestrictToOwner()
    {
        foreach (var file in Names.Select(name => Path.Combine(path, name)).Where(File.Exists))
        {
            Restrict(file);
        }

        if (!PrivateFiles.IsShared(path))
        {
            return;
        }

        // A directory with other things in it may be shared on purpose; the files are closed in any case.
        if (Directory.EnumerateFileSystemEntries(path).Select(Path.GetFileName).Except(Names).FirstOrDefault() is { } other)
        {
            LogHasOthers(path, other);
        }
        else
        {
            Restrict(path);
        }
    }

    private void Restrict(string fileOrDirectory)
    {
        if (!PrivateFiles.IsShared(fileOrDirectory))
        {
            return;
        }

        try
        {
            PrivateFiles.RestrictToOwner(fileOrDirectory);
            LogClosed(fileOrDirectory);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            LogStaysOpen(fileOrDirectory, exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Path} was open to other users of this machine; it is not any more")]
    private partial void LogClosed(string path);

    [LoggerMessage(LogLevel.Warning, "{Path} is open to other users of this machine, and its mode could not be changed: {Reason}")]
    private partial void LogStaysOpen(string path, string reason);

    [LoggerMessage(LogLevel.Warning, "The data directory {Path} is open to other users of this machine; it also holds '{Other}', so its mode was left as it is")]
    private partial void LogHasOthers(string path, string? other);
}
