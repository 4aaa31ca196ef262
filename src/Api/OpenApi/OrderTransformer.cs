using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Inference.OpenApi;

/// <summary>Orders paths by tag, completions first, and the operations of a path by verb, creation first.</summary>
internal sealed class OrderTransformer : IOpenApiDocumentTransformer
{
    private static readonly string[] Tags =
        ["chats", "models", "experts", "personas", "actions", "action groups", "insights", "inference logs", "api keys", "service"];

    private static readonly HttpMethod[] Verbs = [HttpMethod.Post, HttpMethod.Get, HttpMethod.Patch, HttpMethod.Delete];

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Tags = new HashSet<OpenApiTag>(Tags.Select(name => new OpenApiTag { Name = name }));
        var paths = new OpenApiPaths();
        foreach (var (path, item) in document.Paths.OrderBy(path => TagOf(path.Value)))
        {
            if (item is OpenApiPathItem { Operations: { } operations } shown)
            {
                shown.Operations = operations.OrderBy(operation => Array.IndexOf(Verbs, operation.Key)).ToDictionary();
            }

            paths.Add(path, item);
        }

        document.Paths = paths;
        return Task.CompletedTask;
    }

    private static int TagOf(IOpenApiPathItem item) =>
        item.Operations?.Values.Min(operation => operation.Tags?.Min(tag => Array.IndexOf(Tags, tag.Name))) ?? Tags.Length;
}
