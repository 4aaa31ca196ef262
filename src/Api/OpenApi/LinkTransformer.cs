using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Inference.OpenApi;

/// <summary>
/// Shows where ids come from. An invented example id would be 404 at every server, so paths have none: the parameter's description names the operation
/// whose response has it, and that response has a link for programs.
/// </summary>
internal sealed class LinkTransformer : IOpenApiDocumentTransformer
{
    /// <summary>Stands for the id in <see cref="LinkMetadata.Body"/>.</summary>
    public const string Id = "{$response.body#/id}";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var links = context.DescriptionGroups.SelectMany(group => group.Items)
            .Select(item => item.ActionDescriptor.EndpointMetadata)
            .Where(metadata => metadata.OfType<LinkMetadata>().Any())
            .ToDictionary(metadata => metadata.OfType<IEndpointNameMetadata>().Last().EndpointName, metadata => metadata.OfType<LinkMetadata>().Last());
        var operations = (
            from path in document.Paths
            from operation in path.Value.Operations ?? []
            select (Shown: $"{operation.Key} {path.Key}", Operation: operation.Value)).ToDictionary(operation => operation.Operation.OperationId!);
        foreach (var (name, link) in links)
        {
            Add(operations[name].Operation, link, operations[link.From]);
        }

        return Task.CompletedTask;
    }

    private static void Add(OpenApiOperation operation, LinkMetadata link, (string Shown, OpenApiOperation Operation) source)
    {
        var shown = new OpenApiLink { OperationId = operation.OperationId };
        var parameters = operation.Parameters?.OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Path).ToList() ?? [];
        if (link.Body is { } body)
        {
            shown.RequestBody = new RuntimeExpressionAnyWrapper { Any = JsonNode.Parse(body) };
        }
        else if (parameters is [{ Name: { } name } parameter])
        {
            parameter.Description = $"The `{link.Member}` in an answer of `{source.Shown}`.";
            shown.Parameters = new Dictionary<string, RuntimeExpressionAnyWrapper>
            {
                [name] = new() { Expression = RuntimeExpression.Build($"$response.body#/{link.Member}") },
            };
        }
        else
        {
            // The group's other endpoints take no id.
            return;
        }

        foreach (var (_, answer) in source.Operation.Responses?.Where(response => response.Key.StartsWith('2')) ?? [])
        {
            if (answer is OpenApiResponse response)
            {
                response.Links ??= new Dictionary<string, IOpenApiLink>();
                response.Links[operation.OperationId!] = shown;
            }
        }
    }
}

/// <summary>The operation whose response has the id that an endpoint takes.</summary>
/// <param name="From">The operation, by its id.</param>
/// <param name="Member">The member of its answer.</param>
/// <param name="Body">A request body with the id in it, where the endpoint takes it there and not in its path.</param>
internal sealed record LinkMetadata(string From, string Member, string? Body);
