using System.Globalization;
using System.Text.Json.Nodes;
using Inference.Binding;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Inference.OpenApi;

/// <summary>Shows the parameters of an operation as they are read.</summary>
internal sealed class ParameterTransformer : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var parameter in context.Description.ActionDescriptor.EndpointMetadata.OfType<ParametersMetadata>().SelectMany(m => m.Parameters))
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = parameter.IsHeader ? ParameterLocation.Header : ParameterLocation.Query,
                Description = parameter.Description,
                Style = parameter.Type == ParameterType.Entries ? ParameterStyle.DeepObject : null,
                Schema = parameter.Type switch
                {
                    ParameterType.Integer => IntegerSchema(parameter),
                    ParameterType.Entries => new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String },
                    },
                    _ => TextSchema(parameter),
                },
            });
        }

        return Task.CompletedTask;
    }

    private static OpenApiSchema IntegerSchema(Parameter parameter) => new()
    {
        Type = JsonSchemaType.Integer,
        Minimum = parameter.Minimum?.ToString(CultureInfo.InvariantCulture),
        Maximum = parameter.Maximum?.ToString(CultureInfo.InvariantCulture),
        Default = parameter.Default is { } value ? JsonValue.Create(value) : null,
    };

    private static OpenApiSchema TextSchema(Parameter parameter) => new()
    {
        Type = parameter.Type == ParameterType.Boolean ? JsonSchemaType.Boolean : JsonSchemaType.String,
        Format = parameter.Type == ParameterType.Time ? "date-time" : null,
        MinLength = parameter.Minimum,
        MaxLength = parameter.Maximum,
        Enum = parameter.Values.Count == 0 ? null : [.. parameter.Values.Select(value => (JsonNode)value)],
    };
}
