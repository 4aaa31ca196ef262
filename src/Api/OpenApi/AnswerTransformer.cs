using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Inference.OpenApi;

/// <summary>Shows every media type of a response that has several, each with a type of its own; the framework shows the last one only.</summary>
internal sealed class AnswerTransformer : IOpenApiOperationTransformer
{
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var answer in context.Description.ActionDescriptor.EndpointMetadata.OfType<IProducesResponseTypeMetadata>())
        {
            if (answer.Type is not { } type || type == typeof(void)
                || operation.Responses?.GetValueOrDefault($"{answer.StatusCode}")?.Content is not { } content)
            {
                continue;
            }

            foreach (var mediaType in answer.ContentTypes.Where(mediaType => !content.ContainsKey(mediaType)))
            {
                content[mediaType] = new OpenApiMediaType
                {
                    Schema = await context.GetOrCreateSchemaAsync(type, cancellationToken: cancellationToken),
                };
            }
        }
    }
}
