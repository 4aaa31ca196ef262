using Inference.Hosting;
using Inference.Sql;

namespace Inference.Commands;

/// <summary>Issues an admin key where the others were lost: with PostgreSQL while silos run, with SQLite while no server has the data directory.</summary>
internal static class NewAdminKeyCommand
{
    private const string Nothing = "There is no data yet: the first start makes an admin key and shows it.";

    public static async Task<int> RunAsync(CommandCall call)
    {
        var (app, check) = SiloServer.Prepare(call.Line, call.Signals);
        check.EnsureValid(app.Services);
        var database = app.Services.GetRequiredService<SqlDatabase>();
        try
        {
            if ((await database.InspectAsync(CancellationToken.None)).IsEmpty)
            {
                throw new AdminKeyException(Nothing);
            }

            await database.OpenAsync(CancellationToken.None);
            await app.Services.GetRequiredService<AdminKeyIssuer>().IssueAsync(CancellationToken.None);
            return 0;
        }
        finally
        {
            await database.CloseAsync();
        }
    }
}
