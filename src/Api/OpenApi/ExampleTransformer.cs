using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Inference.OpenApi;

/// <summary>Shows the example of a body, in place of one that the page would generate from every field.</summary>
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

/// <summary>A request body, as JSON, that succeeds as it stands.</summary>
internal sealed record ExampleMetadata(string Json);

/// <summary>An id for the path that every server has.</summary>
internal sealed record PathExampleMetadata(string Id);
