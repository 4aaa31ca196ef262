using System.Globalization;
using System.Net.Mail;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Inference.OpenApi;

/// <summary>Tells where a document breaks its schema. Every place is a pattern (<c>data[].name</c>), so that equal faults read alike.</summary>
internal sealed partial class SchemaValidator(ApiContract contract)
{
    public void Validate(JsonElement value, JsonNode? node, string at, List<string> problems)
    {
        if (node is null || contract.SchemaOf(node) is not { IsAny: false } schema)
        {
            return;
        }

        if (schema.Types.Count > 0 && !schema.Types.Any(type => HasType(value, type)))
        {
            problems.Add($"{at} is {Kind(value)}, not {string.Join(" or ", schema.Types)}");
            return;
        }

        if (schema.Values.Count > 0 && value.ValueKind != JsonValueKind.Null && !schema.Values.Contains(value.ToString()))
        {
            problems.Add($"{at} is none of {string.Join(", ", schema.Values)}");
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                ValidateObject(value, schema, at, problems);
                break;
            case JsonValueKind.Array:
                ValidateList(value, schema, at, problems);
                break;
            case JsonValueKind.String:
                ValidateText(value.GetString()!, schema, at, problems);
                break;
            case JsonValueKind.Number:
                ValidateNumber(value.GetDouble(), schema, at, problems);
                break;
        }
    }

    private void ValidateObject(JsonElement value, Schema schema, string at, List<string> problems)
    {
        foreach (var name in schema.Required.Where(name => !value.TryGetProperty(name, out _)))
        {
            problems.Add($"{at}.{name} is missing");
        }

        foreach (var property in value.EnumerateObject())
        {
            if (schema.Properties.TryGetValue(property.Name, out var known))
            {
                Validate(property.Value, known, $"{at}.{property.Name}", problems);
            }
            else if (schema.Entries is { } entries)
            {
                Validate(property.Value, entries, $"{at}.*", problems);
            }
        }
    }

    private void ValidateList(JsonElement value, Schema schema, string at, List<string> problems)
    {
        CheckCount(value.GetArrayLength(), schema, "minItems", "maxItems", at, problems);
        foreach (var item in value.EnumerateArray())
        {
            Validate(item, schema.Items, $"{at}[]", problems);
        }
    }

    private static void ValidateText(string text, Schema schema, string at, List<string> problems)
    {
        CheckCount(text.Length, schema, "minLength", "maxLength", at, problems);
        if (schema.Pattern is { } pattern && !Regex.IsMatch(text, pattern))
        {
            problems.Add($"{at} does not match {pattern}");
        }

        var holds = schema.Format switch
        {
            "date-time" => Rfc3339().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
            "email" => MailAddress.TryCreate(text, out _),
            _ => true,
        };
        if (!holds)
        {
            problems.Add($"{at} is no {schema.Format}");
        }
    }

    private static void ValidateNumber(double number, Schema schema, string at, List<string> problems)
    {
        if (number < Limit(schema, "minimum", double.MinValue) || number > Limit(schema, "maximum", double.MaxValue)
            || number <= Limit(schema, "exclusiveMinimum", double.NegativeInfinity))
        {
            problems.Add($"{at} is out of range");
        }
    }

    private static void CheckCount(int count, Schema schema, string least, string most, string at, List<string> problems)
    {
        if (count < Limit(schema, least, 0) || count > Limit(schema, most, int.MaxValue))
        {
            problems.Add($"{at} breaks {least} or {most}");
        }
    }

    private static double Limit(Schema schema, string keyword, double otherwise) =>
        schema.Limits.TryGetValue(keyword, out var limit) ? (double)limit : otherwise;

    private static bool HasType(JsonElement value, string type) => type switch
    {
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number == Math.Floor(number),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => Kind(value) == type,
    };

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        var kind => kind.ToString().ToLowerInvariant(),
    };

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")]
    private static partial Regex Rfc3339();
}
