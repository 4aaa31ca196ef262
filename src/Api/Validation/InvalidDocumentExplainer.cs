using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Inference.Validation;

/// <summary>
/// Finds all errors of a document that could not be deserialized as its type, where deserialization stops at the first. Parts that
/// can be deserialized are validated like any value. Slow, and used only to explain a refusal.
/// </summary>
internal sealed class InvalidDocumentExplainer(ValidationErrors errors)
{
    public void Explain(JsonElement element, JsonTypeInfo type, string path)
    {
        var before = errors.Count;
        type = ContractMetadata.Underlying(type);
        if (TryRead(element, type, out var value, out var message))
        {
            ContractValidator.Validate(value, type, path, errors);
            return;
        }

        switch (type.Kind, element.ValueKind)
        {
            case (JsonTypeInfoKind.Object, JsonValueKind.Object):
                ExplainObject(element, type, path);
                break;
            case (JsonTypeInfoKind.Enumerable, JsonValueKind.Array):
                ExplainItems(element, type, path);
                break;
            case (JsonTypeInfoKind.Dictionary, JsonValueKind.Object):
                ExplainEntries(element, type, path);
                break;
            default:
                errors.Invalid(path, message ?? $"must be {ValidationMessages.Of(type)}");
                break;
        }

        if (errors.Count == before)
        {
            errors.Invalid(path, message ?? "is not valid");
        }
    }

    private void ExplainObject(JsonElement element, JsonTypeInfo type, string path)
    {
        foreach (var property in type.Properties.Where(p => !p.IsExtensionData && (p.Set is not null || p.AssociatedParameter is not null)))
        {
            var innerPath = ContractValidator.Join(path, property.Name);
            if (element.TryGetProperty(property.Name, out var inner))
            {
                ExplainProperty(inner, property, innerPath);
            }
            else if (property.IsRequired)
            {
                errors.Missing(innerPath);
            }
        }
    }

    private void ExplainProperty(JsonElement element, JsonPropertyInfo property, string path)
    {
        var type = property.Options.GetTypeInfo(property.PropertyType);
        if (element.ValueKind == JsonValueKind.Null)
        {
            if (!property.IsSetNullable
                || (property.PropertyType.IsValueType && Nullable.GetUnderlyingType(property.PropertyType) is null)
                || ContractMetadata.Member.Of(property).IsRequired)
            {
                errors.Null(path);
            }

            return;
        }

        if (property.CustomConverter is { } converter)
        {
            type = WithConverter(type, converter);
        }

        Explain(element, type, path);
        if (ContractMetadata.Member.Of(property) is { Attributes.Length: > 0 } member && TryRead(element, type, out var value, out _))
        {
            ContractValidator.ValidateMember(value, member, path, errors);
        }
    }

    private void ExplainItems(JsonElement element, JsonTypeInfo type, string path)
    {
        var itemType = type.Options.GetTypeInfo(type.ElementType!);
        var index = 0;
        foreach (var item in element.EnumerateArray())
        {
            if (errors.IsFull)
            {
                return;
            }

            ExplainEntry(item, itemType, $"{path}[{index++}]");
        }
    }

    private void ExplainEntries(JsonElement element, JsonTypeInfo type, string path)
    {
        var valueType = type.Options.GetTypeInfo(type.ElementType!);
        foreach (var entry in element.EnumerateObject())
        {
            if (errors.IsFull)
            {
                return;
            }

            ExplainEntry(entry.Value, valueType, ContractValidator.JoinEntry(path, entry.Name));
        }
    }

    private void ExplainEntry(JsonElement element, JsonTypeInfo type, string path)
    {
        if (element.ValueKind == JsonValueKind.Null && ContractMetadata.RefusesNull(type))
        {
            errors.Null(path);
        }
        else
        {
            Explain(element, type, path);
        }
    }

    private static bool TryRead(JsonElement element, JsonTypeInfo type, out object? value, out string? message)
    {
        message = null;
        try
        {
            value = element.Deserialize(type);
            return value is not null;
        }
        catch (JsonException e)
        {
            // The caller explains the parts.
            message = (e as JsonValueException)?.Message;
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
