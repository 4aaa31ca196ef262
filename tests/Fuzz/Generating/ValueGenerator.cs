using System.Text.Json.Nodes;
using Inference.OpenApi;
using Inference.Trees;

namespace Inference.Generating;

/// <summary>Makes values that hold to a schema.</summary>
internal sealed class ValueGenerator(ApiContract contract, KnownValues known)
{
    private const int DeepestFreeValue = 4;

    private static readonly string[] Words =
        ["Anna", "billing", "team plan", "Zürich", "e\u0301te\u0301", "مرحبا", "漢字", "a b", "x", "Prices & refunds", "😀", "O'Neil", "100 %", "_", "long " + "text "];

    public Tree Generate(Operation operation, string key, Random random) =>
        Generate(new Context(operation.Id, key, random), operation.BodySchema!, "", 0);

    /// <summary>A value of a parameter's schema as text.</summary>
    public string GenerateText(JsonNode? schema, Random random)
    {
        var text = Generate(new Context("", "", random), schema ?? new JsonObject(), "parameter", 0).ToString();
        return text.StartsWith('"') ? JsonNode.Parse(text)!.GetValue<string>() : text;
    }

    private Tree Generate(Context context, JsonNode node, string path, int depth)
    {
        if (path.Length > 0 && known.Generate(context.Operation, path, context.Key, context.Random) is { } value)
        {
            return value;
        }

        var (schema, random) = (contract.SchemaOf(node), context.Random);
        if (schema.Values.Count > 0)
        {
            var text = schema.Values.ElementAt(random.Next(schema.Values.Count));
            return schema.Types.Contains("integer") ? new RawTree(text) : Literal.Of(text);
        }

        return Type(schema, random) switch
        {
            "object" => Object(context, schema, path, depth),
            "array" => List(context, schema, path, depth),
            "string" => Literal.Of(Text(schema, random)),
            "integer" => Literal.Of(Math.Round(Number(schema, random))),
            "number" => Literal.Of(Number(schema, random)),
            "boolean" => Literal.Of(random.Next(2) == 0),
            "null" => new RawTree("null"),
            _ => Free(random, depth),
        };
    }

    // Text before null and lists before both, where there is a choice.
    private static string? Type(Schema schema, Random random)
    {
        var types = schema.Types.Where(type => type != "null" || random.Next(8) == 0).ToList();
        return types.Count == 0 ? null : types[random.Next(types.Count)];
    }

    private ObjectTree Object(Context context, Schema schema, string path, int depth)
    {
        var tree = new ObjectTree { IsFree = schema.IsFree };
        foreach (var (name, property) in schema.Properties)
        {
            if (schema.Required.Contains(name) || (depth < 6 && context.Random.Next(100) < (contract.SchemaOf(property!).IsFree ? 60 : depth == 0 ? 30 : 50)))
            {
                tree.Add(name, Generate(context, property!, path.Length == 0 ? name : $"{path}.{name}", depth + 1));
            }
        }

        if (schema.Entries is { } entries)
        {
            for (var left = context.Random.Next(4); left > 0; left--)
            {
                tree.Add($"key {left}", Generate(context, entries, $"{path}.*", depth + 1));
            }
        }
        else if (schema.Properties.Count == 0)
        {
            tree.Add("note", Free(context.Random, depth));
            tree.Add("type", Literal.Of("text"));
            tree.Add("text", Literal.Of(Text(schema, context.Random)));
        }

        return tree;
    }

    private ListTree List(Context context, Schema schema, string path, int depth)
    {
        var tree = new ListTree();
        var least = schema.Limits.TryGetValue("minItems", out var limit) ? (int)limit : 0;
        for (var left = least + context.Random.Next(3); left > 0; left--)
        {
            tree.Items.Add(schema.Items is { } items ? Generate(context, items, $"{path}[]", depth + 1) : Free(context.Random, depth));
        }

        return tree;
    }

    private static Tree Free(Random random, int depth)
    {
        switch (random.Next(depth < DeepestFreeValue ? 6 : 4))
        {
            case 0: return Literal.Of(random.Next(-1_000, 1_000) / 8.0);
            case 1: return Literal.Of(random.Next(2) == 0);
            case 2: return Literal.Of(KnownValues.Pick(random, Words));
            case 3: return new RawTree("null");
            case 4:
                var list = new ListTree();
                list.Items.AddRange([Free(random, depth + 1), Free(random, depth + 1)]);
                return list;
            default:
                var map = new ObjectTree();
                map.Add(KnownValues.Pick(random, Words), Free(random, depth + 1));
                return map;
        }
    }

    private static string Text(Schema schema, Random random)
    {
        if (schema.Format == "email")
        {
            return $"anna{random.Next(1_000)}@example.com";
        }

        if (schema.Format == "date-time")
        {
            return $"20{random.Next(10, 60)}-0{random.Next(1, 10)}-10T12:00:00.{random.Next(1_000):000}Z";
        }

        var text = $"{KnownValues.Pick(random, Words)} {random.Next(10_000)}";
        var longest = schema.Limits.TryGetValue("maxLength", out var limit) ? (int)limit : 200;
        return random.Next(20) == 0 ? text.PadRight(Math.Min(longest, 500), 'z') : text;
    }

    private static double Number(Schema schema, Random random)
    {
        var least = (double)schema.Limits.GetValueOrDefault("minimum", 0);
        var most = (double)schema.Limits.GetValueOrDefault("maximum", 1_000);
        return random.Next(6) switch
        {
            0 when schema.Limits.ContainsKey("minimum") => least,
            1 when schema.Limits.ContainsKey("maximum") => most,
            _ => least + (Math.Min(most - least, 50) * (random.Next(1, 100) / 100.0)),
        };
    }

    private sealed record Context(string Operation, string Key, Random Random);
}
