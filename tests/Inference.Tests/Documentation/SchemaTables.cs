using System.Text.RegularExpressions;

namespace Inference.Documentation;

/// <summary>The tables that an engine has once all of its scripts were applied.</summary>
internal static partial class SchemaTables
{
    public static IReadOnlySet<string> Of(string engine)
    {
        var tables = new HashSet<string>(StringComparer.Ordinal);
        foreach (var script in Directory.EnumerateFiles(Repository.PathOf($"src/Silo/{engine}/Scripts"), "*.sql").Order(StringComparer.Ordinal))
        {
            foreach (Match statement in Statement().Matches(File.ReadAllText(script)))
            {
                Apply(statement, tables);
            }
        }

        return tables;
    }

    private static void Apply(Match statement, HashSet<string> tables)
    {
        var (verb, table, next) = (statement.Groups[1].Value, statement.Groups[2].Value, statement.Groups[3]);
        if (verb == "create")
        {
            tables.Add(table);
        }
        else if (verb == "drop" || next.Success)
        {
            tables.Remove(table);
        }

        if (next.Success)
        {
            tables.Add(next.Value);
        }
    }

    [GeneratedRegex(@"^(create|drop|alter) table (\w+)(?: rename to (\w+))?", RegexOptions.Multiline)]
    private static partial Regex Statement();
}
