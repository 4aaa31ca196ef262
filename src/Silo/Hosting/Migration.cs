using Inference.Database;
using Inference.Postgres;
using Inference.Sqlite;
using Microsoft.Extensions.Options;

namespace Inference.Hosting;

/// <summary>Brings the schema up to date and ends: for a user who may change it, so that silos need not be allowed to.</summary>
internal static class Migration
{
    private const string Argument = "--migrate";

    public static bool IsAskedFor(string[] args) => args.Contains(Argument, StringComparer.Ordinal);

    public static async Task RunAsync(string[] args)
    {
        // Configuration would take the argument behind it for its value.
        var builder = ProcessServices.CreateBuilder([.. args.Where(argument => argument != Argument)]);
        builder.AddServerOptions();
        await using var app = builder.Build();
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        if (StorageEngine.IsPostgres(app.Configuration))
        {
            await using var database = new PostgresDatabase(app.Services.GetRequiredService<IOptions<ConnectionStringsOptions>>().Value.Inference!);
            await database.OpenAsync(CancellationToken.None);
        }
        else
        {
            using var database = new SqliteDatabase(
                app.Services.GetRequiredService<IOptions<InferenceOptions>>().Value.DataDirectory, app.Services.GetRequiredService<ILoggerFactory>());
            database.Open();
        }

        Terminal.Migrated();
    }
}
