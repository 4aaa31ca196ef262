using Inference.Hosting;
using Inference.Sql;

namespace Inference.Commands;

/// <summary>Brings the schema up to date and ends: for a user who may change it, so that silos need not be allowed to.</summary>
internal static class MigrateCommand
{
    public static async Task<int> RunAsync(CommandCall call)
    {
        var (app, check) = Server.Prepare(call.Line, call.Signals);
        check.Demand(app.Services);
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
