using System.Globalization;
using Inference.Database;
using Inference.Sqlite.Backup;
using Inference.Storage;
using Microsoft.Extensions.Options;

namespace Inference.Hosting;

/// <summary>Copies of an embedded server's database: taken while it runs, put back while it does not.</summary>
internal static class BackupCommand
{
    public static string Backup(IServiceProvider services, string file)
    {
        var directory = DirectoryOf(services);
        var size = DatabaseBackup.Create(directory, file);
        return string.Create(CultureInfo.InvariantCulture, $"The database in '{directory}' was copied to '{file}' ({size} bytes).");
    }

    public static string Restore(IServiceProvider services, string file)
    {
        var directory = DirectoryOf(services);
        var kept = new DatabaseRestore(directory, services.GetRequiredService<TimeProvider>()).Run(file);
        return $"'{file}' was restored into '{directory}'.{(kept is null ? "" : $" What was there before is kept as '{kept}'.")}";
    }

    private static string DirectoryOf(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<InferenceOptions>>().Value;
        return options.Storage == StorageEngine.Sqlite
            ? Path.GetFullPath(options.DataDirectory)
            : throw new StorageException("Inference:Storage is postgres: pg_dump and pg_restore copy the database, as docs/operations.md shows.");
    }
}
