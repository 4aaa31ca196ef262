using System.Text.RegularExpressions;
using Inference.Commands;
using Inference.FrontEnd;

namespace Inference.Documentation;

/// <summary>The command line as the documents have it.</summary>
public sealed partial class CommandLineDocumentTests
{
    private static readonly MarkdownDocument Configuration = MarkdownDocument.Read("docs/configuration.md");

    [Fact]
    public void The_table_of_commands_has_each_command_of_a_silo() => Assert.Equal(
        SiloCommands.All.Select(command => $"{command.Name} {command.Argument}".TrimEnd()).Order(StringComparer.Ordinal),
        Row().Matches(Configuration.Section("Command line")).Select(row => row.Groups[1].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_switch_in_a_command_of_a_document_exists()
    {
        var settings = SettingRow().Matches(Configuration.Section("Settings")).Select(row => row.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(Switches());
        Assert.Empty(Switches().Where(found => !Exists(found.Program, found.Switch, settings)).Select(found => $"{found.Document}: {found.Program} {found.Switch}"));
    }

    private static bool Exists(string program, string name, HashSet<string> settings) =>
        name is "--urls"
        || (program == "Inference.Api" ? FrontEndServer.Profile.Commands : SiloCommands.All).Any(command => command.Name == name)
        || settings.Contains(name[2..]);

    private static IEnumerable<(MarkdownDocument Document, string Program, string Switch)> Switches() =>
        from document in MarkdownDocument.All
        from text in document.Code
        from Match call in Call().Matches(text.Replace("\\\n", " ", StringComparison.Ordinal))
        from Match found in Switch().Matches(call.Groups[2].Value)
        select (document, call.Groups[1].Value, found.Value);

    [GeneratedRegex(@"^\| `(--[^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^\| `([A-Za-z:]+)` \|", RegexOptions.Multiline)]
    private static partial Regex SettingRow();

    [GeneratedRegex(@"(Inference\.Silo|Inference\.Api|\./run\.sh)(?:\.dll)?((?: +[^\s&|;#]+)*)")]
    private static partial Regex Call();

    [GeneratedRegex(@"(?<= )--[A-Za-z:\-]+")]
    private static partial Regex Switch();
}
