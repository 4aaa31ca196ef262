using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Inference.OpenApi;

/// <summary>Says what the API is and how to show one's key: in one of three headers, and not at all to health probes.</summary>
internal sealed class SecurityTransformer : IOpenApiDocumentTransformer
{
    /// <summary>The scheme that comes first.</summary>
    public const string Bearer = "bearer";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Inference API",
            Version = "1.0.0",
            Description = "Chat completions that pass a guard, a router and an expert before they reach a model, and the chats, experts, "
                + "API keys and inference logs behind them. Every operation under /v1 needs an API key.",
        };
        // Where the document came from: an address taken from a request's Host header would be what its sender likes.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" },
            ["neoApiKey"] = KeyIn("x-neo-api-key"),
            ["apiKey"] = KeyIn("x-api-key"),
        };
        document.Security =
        [
            .. document.Components.SecuritySchemes.Keys.Select(name =>
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(name, document)] = [] }),
        ];
        foreach (var (_, item) in document.Paths.Where(path => !path.Key.StartsWith("/v1/", StringComparison.Ordinal)))
        {
            foreach (var operation in item.Operations?.Values.AsEnumerable() ?? [])
            {
                operation.Security = [];
            }
        }

        return Task.CompletedTask;
    }

    private static OpenApiSecurityScheme KeyIn(string header) =>
        new() { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = header };
}
