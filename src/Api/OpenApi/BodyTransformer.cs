using Inference.Binding;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Inference.OpenApi;

/// <summary>Shows bodies as JSON, though routing accepts any media type.</summary>
internal sealed class BodyTransformer : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (operation.RequestBody?.Content is { } content && content.Remove(BodyMetadata.AnyMediaType, out var body))
        {
            content[MediaType.Json] = body;
        }

        return Task.CompletedTask;
    }
}
