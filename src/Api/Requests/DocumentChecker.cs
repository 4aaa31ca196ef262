using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Inference.Requests;

/// <summary>
/// Finds everything that is wrong with a document that could not be read as its type, where reading stops at the first. Parts that
/// can be read are checked like any value. Slow, and used only to explain a refusal.
/// </summary>
internal sealed class DocumentChecker(Problems problems)
{
    public void Check(JsonElement element, JsonTypeInfo type, string path)
    {
        var before = problems.Count;
        type = Shape.Underlying(type);
        if (TryRead(element, type, out var value, out var complaint))
        {
            ShapeChecker.Check(value, type, path, problems);
            return;
        }

        switch (type.Kind, element.ValueKind)
        {
            case (JsonTypeInfoKind.Object, JsonValueKind.Object):
                CheckObject(element, type, path);
                break;
            case (JsonTypeInfoKind.Enumerable, JsonValueKind.Array):
                CheckItems(element, type, path);
                break;
            case (JsonTypeInfoKind.Dictionary, JsonValueKind.Object):
                CheckEntries(element, type, path);
                break;
            default:
                problems.Invalid(path, complaint ?? $"must be {Expectation.Of(type)}");
                break;
        }

        if (problems.Count == before)
        {
            problems.Invalid(path, complaint ?? "is not valid");
        }
    }

    private void CheckObject(JsonElement element, JsonTypeInfo type, string path)
    {
        foreach (var property in type.Properties.Where(p => p.Set is not null || p.AssociatedParameter is not null))
        {
            var innerPath = ShapeChecker.Join(path, property.Name);
            if (element.TryGetProperty(property.Name, out var inner))
            {
                CheckProperty(inner, property, innerPath);
            }
            else if (property.IsRequired)
            {
                problems.Missing(innerPath);
            }
        }
    }

    private void CheckProperty(JsonElement element, JsonPropertyInfo property, string path)
    {
        var type = property.Options.GetTypeInfo(property.PropertyType);
        if (element.ValueKind == JsonValueKind.Null)
        {
            if (!property.IsSetNullable
                || (property.PropertyType.IsValueType && Nullable.GetUnderlyingType(property.PropertyType) is null)
                || Shape.Member.Of(property).IsRequired)
            {
                problems.Null(path);
            }

            return;
        }

        if (property.CustomConverter is { } converter)
        {
            type = WithConverter(type, converter);
        }

        Check(element, type, path);
        if (Shape.Member.Of(property) is { Attributes.Length: > 0 } member && TryRead(element, type, out var value, out _))
        {
            ShapeChecker.CheckMember(value, member, path, problems);
        }
    }

    private void CheckItems(JsonElement element, JsonTypeInfo type, string path)
    {
        var itemType = type.Options.GetTypeInfo(type.ElementType!);
        var index = 0;
        foreach (var item in element.EnumerateArray())
        {
            if (problems.IsFull)
            {
                return;
            }

            CheckEntry(item, itemType, $"{path}[{index++}]");
        }
    }

    private void CheckEntries(JsonElement element, JsonTypeInfo type, string path)
    {
        var valueType = type.Options.GetTypeInfo(type.ElementType!);
        foreach (var entry in element.EnumerateObject())
        {
            if (problems.IsFull)
            {
                return;
            }

            CheckEntry(entry.Value, valueType, ShapeChecker.JoinEntry(path, entry.Name));
        }
    }

    private void CheckEntry(JsonElement element, JsonTypeInfo type, string path)
    {
        if (element.ValueKind == JsonValueKind.Null && Shape.RefusesNull(type))
        {
            problems.Null(path);
        }
        else
        {
            Check(element, type, path);
        }
    }

    private static bool TryRead(JsonElement element, JsonTypeInfo type, out object? value, out string? complaint)
    {
        complaint = null;
        try
        {
            value = element.Deserialize(type);
            return value is not null;
        }
        catch (JsonException e)
        {
            // The caller finds out what is wrong by looking at the parts.
            complaint = (e as ExpectedException)?.Message;
            value = null;
            return false;
        }
    }

    private static JsonTypeInfo WithConverter(JsonTypeInfo type, JsonConverter converter)
    {
        var options = new JsonSerializerOptions(type.Options);
        options.Converters.Insert(0, converter);
        return options.GetTypeInfo(type.Type);
    }
}
