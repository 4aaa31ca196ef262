using System.Globalization;
using Inference.Database;
using Inference.Sql;
using Inference.Sqlite.Backup;
using Microsoft.Extensions.Options;

namespace Inference.Commands;

/// <summary>Copies of an embedded server's database: taken while it runs, put back while it does not.</summary>
internal static class BackupCommand
{
    public static Task<int> BackUpAsync(CommandCall call) => RunAsync(call, (directory, file, _) =>
    {
        var size = DatabaseBackup.Create(directory, file);
        return string.Create(CultureInfo.InvariantCulture, $"The database in '{directory}' was copied to '{file}' ({size} bytes).");
    });

    public static Task<int> RestoreAsync(CommandCall call) => RunAsync(call, (directory, file, clock) =>
    {
        var kept = new DatabaseRestore(directory, clock).Run(file);
        return $"'{file}' was restored into '{directory}'.{(kept is null ? "" : $" What was there before is kept as '{kept}'.")}";
    });

    private static Task<int> RunAsync(CommandCall call, Func<string, string, TimeProvider, string> run)
    {
        var (app, check) = SiloServer.Prepare(call.Line, call.Signals);
        check.EnsureValid(app.Services);
        var options = app.Services.GetRequiredService<IOptions<InferenceOptions>>().Value;
        if (options.Storage != StorageEngine.Sqlite)
        {
            throw new StorageException("Inference:Storage is postgres: pg_dump and pg_restore copy the database, as docs/operations.md shows.");
        }

        Console.Out.WriteLine(run(Path.GetFullPath(options.DataDirectory), call.Argument!, app.Services.GetRequiredService<TimeProvider>()));
        return Task.FromResult(0);
    }
}
