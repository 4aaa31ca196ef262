using Inference.Binding;
using Scalar.AspNetCore;

namespace Inference.OpenApi;

internal static class OpenApiEndpoints
{
    private const string Page = "/docs";

    // The field for the key comes first, since no request succeeds without one; there is no setting to hide the links to scalar.com.
    private const string Css = ".scalar-reference-intro-auth { order: -1; } a[href*='scalar.com'] { display: none; }";

    // The page works without what its script would fetch from other hosts (fonts, a proxy): a server may have no access to the internet.
    private const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:";

    /// <summary>The document at <c>/openapi/v1.json</c> and a page to try the API at <c>/docs</c>; without a key, since neither shows data.</summary>
    public static void MapApiDocument(this IEndpointRouteBuilder routes)
    {
        routes.MapGet($"/openapi/{ApiDocument.Name}.json", async (ApiDocument document, CancellationToken cancellationToken) =>
            TypedResults.Bytes(await document.ReadAsync(cancellationToken), MediaType.Json)).ExcludeFromDescription();
        routes.MapGet("/", (HttpContext context) => TypedResults.Redirect($"{context.Request.PathBase}{Page}")).ExcludeFromDescription();
        routes.MapScalarApiReference(Page, options => options
                .WithTitle("Inference API")
                .AddPreferredSecuritySchemes(SecurityTransformer.Bearer)
                .DisableDefaultFonts()
                .DisableTelemetry()
                .DisableAgent()
                .DisableMcp()
                .HideDeveloperTools()
                .HideClientButton()
                // Its section "Models" lists the schemas, which the operations show already; the tag of the API's models has the same name.
                .HideModels()
                .WithCustomCss(Css))
            .ExcludeFromDescription()
            .AddEndpointFilter(async (invocation, next) =>
            {
                invocation.HttpContext.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
                return await next(invocation);
            });
    }
}
