using Inference.Binding;
using Inference.Errors;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Inference.OpenApi;

/// <summary>Adds the error response to every operation below <c>/v1</c>.</summary>
internal sealed class ErrorTransformer : IOpenApiOperationTransformer
{
    private const string Component = "Error";

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Document is not { } document || context.Description.RelativePath?.StartsWith("v1/", StringComparison.Ordinal) != true)
        {
            return;
        }

        document.Components ??= new OpenApiComponents();
        document.Components.Responses ??= new Dictionary<string, IOpenApiResponse>();
        if (!document.Components.Responses.ContainsKey(Component))
        {
            document.AddComponent(nameof(ErrorEnvelope), await context.GetOrCreateSchemaAsync(typeof(ErrorEnvelope), cancellationToken: cancellationToken));
            document.AddComponent<IOpenApiResponse>(Component, Response(document));
        }

        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponseReference(Component, document);
    }

    private static OpenApiResponse Response(OpenApiDocument document) => new()
    {
        Description = "What went wrong; `code` is for programs, `message` for people, `param` names the field at fault.",
        Headers = new Dictionary<string, IOpenApiHeader>
        {
            [RequestId.Header] = Header(JsonSchemaType.String),
            ["X-RateLimit-Limit"] = Header(JsonSchemaType.Integer, "for keys with a limit"),
            ["X-RateLimit-Remaining"] = Header(JsonSchemaType.Integer),
            ["X-RateLimit-Reset"] = Header(JsonSchemaType.Integer, "Unix seconds"),
            ["Retry-After"] = Header(JsonSchemaType.Integer, "seconds; on 429 and 503"),
        },
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [MediaType.Json] = new() { Schema = new OpenApiSchemaReference(nameof(ErrorEnvelope), document) },
        },
    };

    private static OpenApiHeader Header(JsonSchemaType type, string? description = null) =>
        new() { Description = description, Schema = new OpenApiSchema { Type = type } };
}
