using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Inference.OpenApi;

/// <summary>Shows a body to begin with, in place of one that the page would make up of every field there is.</summary>
internal sealed class ExampleTransformer : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ExampleMetadata>().FirstOrDefault() is { } example)
        {
            foreach (var body in operation.RequestBody?.Content?.Values ?? [])
            {
                body.Example = JsonNode.Parse(example.Json);
            }
        }

        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<PathExampleMetadata>().FirstOrDefault() is { } path)
        {
            foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Path) ?? [])
            {
                parameter.Example = path.Id;
            }
        }

        return Task.CompletedTask;
    }
}
