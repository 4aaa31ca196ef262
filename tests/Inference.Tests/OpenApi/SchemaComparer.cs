using System.Text.Json.Nodes;

namespace Inference.OpenApi;

/// <summary>Tells where two documents say different things of one schema.</summary>
internal sealed class SchemaComparer(JsonObject contract, JsonObject document, List<string> differences)
{
    // What answers hold beyond the contract: added knowingly, and no client has to care.
    private static readonly HashSet<string> Extensions = ["retry_after", "length"];

    public void Compare(JsonNode? expected, JsonNode? actual, string at, bool isRequest)
    {
        var (wanted, shown) = (Schema.Of(expected, contract), Schema.Of(actual, document));
        if (wanted.IsAny)
        {
            return;
        }

        CompareSets(wanted.Types, shown.Types, $"{at} type");
        CompareSets(wanted.Values, shown.Values, $"{at} enum");
        CompareSets(wanted.Properties.Keys, shown.Properties.Keys.Where(name => !Extensions.Contains(name)), $"{at} properties");
        // An answer may promise more than it must, never less.
        CompareSets(wanted.Required, isRequest ? shown.Required : shown.Required.Where(wanted.Required.Contains), $"{at} required");
        if (isRequest)
        {
            CompareLimits(wanted, shown, at);
        }

        foreach (var (name, property) in wanted.Properties.Where(property => shown.Properties.ContainsKey(property.Key)))
        {
            Compare(property, shown.Properties[name], $"{at}.{name}", isRequest);
        }

        if (wanted.Items is not null)
        {
            Compare(wanted.Items, shown.Items, $"{at}[]", isRequest);
        }

        if (wanted.Entries is not null)
        {
            Compare(wanted.Entries, shown.Entries, $"{at}.*", isRequest);
        }
    }

    public void CompareSets(IEnumerable<string> expected, IEnumerable<string> actual, string at)
    {
        var (wanted, shown) = (string.Join(", ", expected.Order()), string.Join(", ", actual.Order()));
        if (wanted != shown)
        {
            differences.Add($"{at}: the contract has [{wanted}], the document [{shown}]");
        }
    }

    private void CompareLimits(Schema wanted, Schema shown, string at)
    {
        foreach (var (keyword, limit) in wanted.Limits)
        {
            if (!shown.Limits.TryGetValue(keyword, out var actual) || actual != limit)
            {
                differences.Add($"{at} {keyword}: the contract has {limit}, the document {(shown.Limits.ContainsKey(keyword) ? actual : "none")}");
            }
        }
    }
}
