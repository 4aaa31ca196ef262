using Inference.Binding;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Inference.OpenApi;

/// <summary>Shows a body of files, which is streamed and bound to no parameter.</summary>
internal sealed class FilesTransformer : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<FilesMetadata>().FirstOrDefault() is { } files)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType> { [MediaType.Multipart] = new() { Schema = Schema(files.Name) } },
            };
        }

        return Task.CompletedTask;
    }

    private static OpenApiSchema Schema(string name) => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { name },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            [name] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
            },
        },
    };
}

/// <summary>Marks an endpoint that takes files, under this name.</summary>
internal sealed record FilesMetadata(string Name);
