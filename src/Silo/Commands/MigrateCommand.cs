using Inference.Sql;

namespace Inference.Commands;

/// <summary>Brings the schema up to date and exits. Run as a user who may change the schema, it spares the silos that permission.</summary>
internal static class MigrateCommand
{
    public static async Task<int> RunAsync(CommandCall call)
    {
        var (app, check) = SiloServer.Prepare(call.Line, call.Signals);
        check.EnsureValid(app.Services);
        var database = app.Services.GetRequiredService<SqlDatabase>();
        try
        {
            await database.OpenAsync(CancellationToken.None);
        }
        finally
        {
            await database.CloseAsync();
        }

        Console.Out.WriteLine("The schema is up to date.");
        return 0;
    }
}
