using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Inference.OpenApi;

/// <summary>Adds the title and the security schemes: a key in one of three headers, and none for health probes.</summary>
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
        // Relative to the document: an address from the request's Host header would be the sender's choice.
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
