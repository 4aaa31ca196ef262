using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Inference.Validation;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Inference.OpenApi;

/// <summary>Adds what the framework does not show of properties: allowed values, lengths of items, and that null is left out.</summary>
internal sealed class PropertyTransformer : IOpenApiSchemaTransformer
{
    // The framework's own note that a property may be null, for when it has become a reference.
    private const string NullableProperty = "x-is-nullable-property";

    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var underlying = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type);
        var type = underlying ?? context.JsonTypeInfo.Type;
        if (type == typeof(DateTimeOffset))
        {
            schema.Type = JsonSchemaType.String | (underlying is null ? 0 : JsonSchemaType.Null);
            schema.Format = "date-time";
        }
        else if (type.IsEnum)
        {
            // What is null is left out, so it is not a value.
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. Enum.GetNames(type).Select(name => (JsonNode)JsonNamingPolicy.SnakeCaseLower.ConvertName(name))];
        }

        RequireProperties(schema, context.JsonTypeInfo);
        if (context.JsonPropertyInfo is { AttributeProvider: { } attributes })
        {
            Describe(schema, attributes);
        }

        return Task.CompletedTask;
    }

    private static void Describe(OpenApiSchema schema, ICustomAttributeProvider attributes)
    {
        if (Find<JsonIgnoreAttribute>(attributes) is not { Condition: JsonIgnoreCondition.Never })
        {
            schema.Type &= ~JsonSchemaType.Null;
            schema.Metadata?.Remove(NullableProperty);
        }

        if (Find<AllowedValuesAttribute>(attributes) is { } allowed)
        {
            schema.Enum = [.. allowed.Values.OfType<object>().Select(value => JsonValue.Create(value as int?) ?? (JsonNode)$"{value}")];
        }

        if (Find<ShownAsAttribute>(attributes) is { } shown)
        {
            Show(schema, shown);
        }

        if (Find<ItemLengthAttribute>(attributes) is { } length && schema.Items is OpenApiSchema items)
        {
            items.MaxLength = length.Maximum;
        }

        if (Find<ValidationAttribute>(attributes, attribute => attribute is IItemValues) is IItemValues values
            && schema.Items is OpenApiSchema valueItems)
        {
            valueItems.Enum = [.. values.ItemValues.Select(value => (JsonNode)value)];
        }
    }

    private static void Show(OpenApiSchema schema, ShownAsAttribute shown)
    {
        schema.Type = TypeOf(shown.Types);
        if (shown.ItemType is { } itemType)
        {
            schema.Items = new OpenApiSchema { Type = TypeOf([itemType]) };
            schema.MaxItems = shown.MaxItems == int.MaxValue ? null : shown.MaxItems;
        }

        if (shown.EntryTypes.Length > 0)
        {
            schema.AdditionalProperties = new OpenApiSchema { Type = TypeOf(shown.EntryTypes) };
        }
    }

    private static JsonSchemaType TypeOf(IEnumerable<string> names) =>
        names.Aggregate(default(JsonSchemaType), (types, name) => types | Enum.Parse<JsonSchemaType>(name, ignoreCase: true));

    // The framework knows only C#'s own "required".
    private static void RequireProperties(OpenApiSchema schema, JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.AttributeProvider is { } attributes && Find<RequiredAttribute>(attributes) is not null)
            {
                schema.Required ??= new HashSet<string>();
                schema.Required.Add(property.Name);
            }
        }
    }

    private static T? Find<T>(ICustomAttributeProvider attributes, Predicate<T>? match = null)
        where T : Attribute =>
        attributes.GetCustomAttributes(typeof(T), inherit: true).OfType<T>().FirstOrDefault(attribute => match?.Invoke(attribute) ?? true);
}

/// <summary>An attribute with the values that the items of a list may have.</summary>
internal interface IItemValues
{
    IEnumerable<string> ItemValues { get; }
}
