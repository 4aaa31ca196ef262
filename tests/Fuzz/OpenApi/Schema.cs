using System.Text.Json.Nodes;

namespace Inference.OpenApi;

/// <summary>A schema with its references and parts put together.</summary>
internal sealed record Schema
{
    public SortedDictionary<string, JsonNode?> Properties { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Required { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Types { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>Limits and defaults by their keyword.</summary>
    public SortedDictionary<string, decimal> Limits { get; } = new(StringComparer.Ordinal);

    public JsonNode? Items { get; private set; }

    public JsonNode? Entries { get; private set; }

    public string? Format { get; private set; }

    public string? Pattern { get; private set; }

    /// <summary>Whether it constrains anything: <c>{}</c> accepts every value.</summary>
    public bool IsAny => Properties.Count == 0 && Types.Count == 0 && Values.Count == 0 && Items is null;

    /// <summary>Whether it is an object that may hold anything, or anything of one kind.</summary>
    public bool IsFree => Types.Contains("object") && Properties.Count == 0;

    public static Schema Of(JsonNode? node, JsonObject document)
    {
        var schema = new Schema();
        schema.Add(node, document);
        return schema;
    }

    public static JsonNode? Resolve(JsonNode? node, JsonObject document)
    {
        while (node is JsonObject reference && (string?)reference["$ref"] is { } path)
        {
            node = path.Split('/').Skip(1).Aggregate((JsonNode?)document, (at, name) => at![name.Replace("~1", "/", StringComparison.Ordinal)]);
        }

        return node;
    }

    private void Add(JsonNode? node, JsonObject document)
    {
        if (Resolve(node, document) is not JsonObject schema)
        {
            return;
        }

        foreach (var keyword in (string[])["allOf", "anyOf", "oneOf"])
        {
            foreach (var part in schema[keyword]?.AsArray() ?? [])
            {
                Add(part, document);
            }
        }

        foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
        {
            Properties[name] = property;
        }

        Required.UnionWith(Texts(schema["required"]));
        Types.UnionWith(schema["type"] is JsonArray types ? Texts(types) : schema["type"] is { } type ? [(string)type!] : []);
        Values.UnionWith(schema["const"] is { } constant ? [constant.ToString()] : Texts(schema["enum"]));
        Items = schema["items"] ?? Items;
        Entries = schema["additionalProperties"] as JsonObject ?? Entries;
        Format = (string?)schema["format"] ?? Format;
        Pattern = (string?)schema["pattern"] ?? Pattern;
        foreach (var keyword in (string[])
            ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "minItems", "maxItems", "default"])
        {
            if (schema[keyword] is JsonValue limit && decimal.TryParse(limit.ToString(), out var number))
            {
                Limits[keyword] = number;
            }
        }
    }

    private static IEnumerable<string> Texts(JsonNode? array) => array?.AsArray().Select(value => value!.ToString()) ?? [];
}
