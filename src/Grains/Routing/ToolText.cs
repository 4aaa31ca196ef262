using System.Text;
using System.Text.Json;
using Inference.Language;
using Inference.Messages;

namespace Inference.Routing;

/// <summary>What a tool's declaration says in words: name, description, and its parameters' names and descriptions.</summary>
internal static class ToolText
{
    // Schemas nest; what is deeper than this is not what a question names.
    private const int MaxDepth = 4;

    public static void Read(Tool tool, FeatureBag bag)
    {
        ReadIdentifier(tool.Name, ExpertText.Tool, bag);
        TextFeatures.Read(tool.Description, ExpertText.Tool, bag);
        if (string.IsNullOrWhiteSpace(tool.Parameters))
        {
            return;
        }

        // The schema is the client's and goes to the model as it is; an unreadable one only tells the router nothing.
        using var schema = LenientJson.TryParse(tool.Parameters);
        if (schema is not null)
        {
            ReadSchema(schema.RootElement, MaxDepth, bag);
        }
    }

    private static void ReadSchema(JsonElement schema, int depth, FeatureBag bag)
    {
        if (depth == 0 || schema.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        if (schema.TryGetProperty("description", out var description) && description.ValueKind == JsonValueKind.String)
        {
            TextFeatures.Read(description.GetString(), ExpertText.Parameter, bag);
        }

        if (schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in properties.EnumerateObject())
            {
                ReadIdentifier(property.Name, ExpertText.Parameter, bag);
                ReadSchema(property.Value, depth - 1, bag);
            }
        }

        if (schema.TryGetProperty("items", out var items))
        {
            ReadSchema(items, depth - 1, bag);
        }
    }

    // getOrderStatus and get_order_status are three words each.
    private static void ReadIdentifier(string identifier, float weight, FeatureBag bag)
    {
        var words = new StringBuilder(identifier.Length + 8);
        for (var i = 0; i < identifier.Length; i++)
        {
            if (i > 0 && char.IsUpper(identifier[i]) && char.IsLower(identifier[i - 1]))
            {
                words.Append(' ');
            }

            words.Append(identifier[i]);
        }

        TextFeatures.Read(words.ToString(), weight, bag);
    }
}
