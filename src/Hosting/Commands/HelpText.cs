using System.Globalization;
using System.Text;

namespace Inference.Commands;

/// <summary>What <c>--help</c> shows.</summary>
internal static class HelpText
{
    public static string Of(ProcessProfile process)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{process.Name} {ProductVersion.Long}: {process.Summary}");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"Usage: dotnet {process.Name}.dll [COMMAND] [--SETTING=VALUE ...]");
        text.AppendLine();
        text.AppendLine("Commands (without one it serves until it is stopped):");
        AddRows(text, process.Commands.Select(command => ($"{command.Name} {command.Argument}".TrimEnd(), command.Help)));
        text.AppendLine();
        text.AppendLine("Settings that matter most, with their defaults:");
        AddRows(text, process.Settings.Select(setting => (setting.Name, setting.Default is null ? setting.Meaning : $"{setting.Meaning} ({setting.Default})")));
        text.AppendLine();
        text.AppendLine("""
            Settings are read from appsettings.json beside the program, from appsettings.json in the folder that it starts in, from
            environment variables (Guard__Enabled=false) and from the command line (--Guard:Enabled=false); the later ones win.
            docs/configuration.md has all of them, docs/cluster.md shows how to run more than one process.

            Exit codes: 0 when it did what it was asked or was stopped while it served, 1 when it could not (the reason is on
            standard error), 130 or 143 when Ctrl-C or SIGTERM came before that, or came twice.
            """);
        return text.ToString().TrimEnd();
    }

    private static void AddRows(StringBuilder text, IEnumerable<(string Name, string Meaning)> rows)
    {
        var all = rows.ToArray();
        var width = all.Max(row => row.Name.Length) + 2;
        foreach (var (name, meaning) in all)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {name.PadRight(width)}{meaning}");
        }
    }
}

/// <summary>A setting that <c>--help</c> shows.</summary>
internal sealed record HelpSetting(string Name, string? Default, string Meaning)
{
    public static readonly HelpSetting Urls = new("urls", "http://localhost:8080", "the address of the HTTP API; also ASPNETCORE_URLS");

    public static readonly HelpSetting DataDirectory = new("Inference:DataDirectory", "data", "where an embedded server keeps its data");

    public static readonly HelpSetting Storage = new("Inference:Storage", "sqlite", "sqlite for one process, postgres for a cluster");

    public static readonly HelpSetting ConnectionString = new("ConnectionStrings:Inference", null, "how PostgreSQL is reached: Host=...;Database=...;Username=...;Password=...");
}
