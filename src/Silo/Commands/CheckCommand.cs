using Inference.Hosting;
using Inference.Models.Servers;
using Inference.Sql;
using Microsoft.Extensions.Options;

namespace Inference.Commands;

/// <summary>Reports what would keep the server from serving, and changes nothing.</summary>
internal static class CheckCommand
{
    public static async Task<int> RunAsync(CommandCall call)
    {
        var report = new CheckReport();
        var (app, check) = SiloServer.Prepare(call.Line, call.Signals);
        var problems = check.Complete(app.Services);
        report.AddConfiguration(problems);
        await AddModelsAsync(report, app.Services);
        if (problems.Count == 0)
        {
            await AddDatabaseAsync(report, app.Services.GetRequiredService<SqlDatabase>());
        }
        else
        {
            report.Add(false, "database: not looked at, since the configuration has problems");
        }

        return report.ExitCode;
    }

    private static async Task AddModelsAsync(CheckReport report, IServiceProvider services)
    {
        try
        {
            foreach (var finding in await ModelServerProbe.AskAllAsync(services, CancellationToken.None))
            {
                report.Add(finding.IsFine, finding.Text);
            }
        }
        catch (OptionsValidationException)
        {
            report.Add(false, "models: not asked, since their configuration has problems");
        }
    }

    private static async Task AddDatabaseAsync(CheckReport report, SqlDatabase database)
    {
        try
        {
            var state = await database.InspectAsync(CancellationToken.None);
            report.Add(true, state switch
            {
                { IsEmpty: true } => $"database: {state.Place}, empty: the first start makes the schema",
                { PendingScripts: 0 } => $"database: {state.Place}, the schema is up to date",
                _ => $"database: {state.Place}, the schema is behind: the next start, or --migrate, applies {state.PendingScripts} scripts",
            });
        }
        catch (Exception exception) when (StartupErrors.Of(exception) is [var problem, ..])
        {
            report.Add(false, $"database: {problem}");
        }
        finally
        {
            await database.CloseAsync();
        }
    }
}
