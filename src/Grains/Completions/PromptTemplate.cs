using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Inference.Completions;

/// <summary>Fills <c>{{date}}</c>, <c>{{user}}</c> and <c>{{metadata.KEY}}</c> into an expert's context; what is not known becomes empty.</summary>
internal static partial class PromptTemplate
{
    public static string Fill(string template, CompletionCall call, DateTimeOffset now)
    {
        if (!template.Contains("{{", StringComparison.Ordinal))
        {
            return template;
        }

        using var metadata = call.Metadata is null ? null : JsonDocument.Parse(call.Metadata);
        return Placeholder().Replace(template, match => match.Groups[1].Value switch
        {
            "date" => now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "user" => call.User ?? "",
            var name => Metadata(metadata, name["metadata.".Length..]),
        });
    }

    private static string Metadata(JsonDocument? metadata, string key) =>
        metadata is not null && metadata.RootElement.TryGetProperty(key, out var value) ? value.ToString() : "";

    [GeneratedRegex(@"\{\{\s*(date|user|metadata\.[^\s{}]+)\s*\}\}")]
    private static partial Regex Placeholder();
}
