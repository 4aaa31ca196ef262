namespace Inference;

/// <summary>Files and directories that only the user of the process may read, independent of its umask.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode OfDirectories = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OfFiles = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OfOthers = (UnixFileMode)0b111_111;

    /// <summary>Creates the directory unless it exists.</summary>
    public static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OfDirectories);
        }
    }

    /// <summary>Opens a file; a new one is created with its private mode.</summary>
    public static FileStream Open(string path, FileMode mode, FileShare share) => Open(path, new FileStreamOptions
    {
        Mode = mode,
        Access = FileAccess.ReadWrite,
        Share = share,
    });

    /// <summary>Creates a file that is deleted when it is closed.</summary>
    public static FileStream OpenTemporary(string path, int bufferBytes) => Open(path, new FileStreamOptions
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.ReadWrite,
        Share = FileShare.Delete,
        BufferSize = bufferBytes,
        Options = FileOptions.DeleteOnClose,
    });

    /// <summary>Whether other users have any permission for the file or directory.</summary>
    public static bool IsShared(string path) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & OfOthers) != 0;

    /// <summary>Removes other users' permissions.</summary>
    /// <exception cref="UnauthorizedAccessException">It belongs to another user.</exception>
    public static void RestrictToOwner(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) & ~OfOthers);
        }
    }

    private static FileStream Open(string path, FileStreamOptions options)
    {
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OfFiles;
        }

        return new FileStream(path, options);
    }
}
