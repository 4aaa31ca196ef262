using System.Security.Cryptography;
using System.Text;

namespace Inference.Experts;

/// <summary>A hash of what an expert was made from, the same in every process: dictionaries have no order of their own.</summary>
internal static class ExpertFingerprint
{
    public static string Of(ExpertFields fields)
    {
        var text = new StringBuilder();
        Add(text, fields.Name, fields.Description, fields.Context, fields.Model);
        Add(text, fields.Metadata);
        foreach (var file in fields.FileContext ?? [])
        {
            Add(text, file);
        }

        Add(text, "tools");
        foreach (var tool in fields.Tools ?? [])
        {
            Add(text, tool.Name, tool.Description, tool.Parameters, tool.Strict?.ToString());
        }

        Add(text, "examples");
        Add(text, [.. fields.Examples ?? []]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Add(StringBuilder text, IReadOnlyDictionary<string, string>? entries)
    {
        Add(text, "entries");
        foreach (var (name, value) in (entries ?? new Dictionary<string, string>()).OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            Add(text, name, value);
        }
    }

    // Lengths keep "ab", "c" apart from "a", "bc".
    private static void Add(StringBuilder text, params ReadOnlySpan<string?> parts)
    {
        foreach (var part in parts)
        {
            text.Append(part?.Length ?? -1).Append(':').Append(part);
        }
    }
}
