using Inference.Binding;
using Inference.Uploads;
using Scalar.AspNetCore;

namespace Inference.OpenApi;

internal static class OpenApiEndpoints
{
    private const string Page = "/docs";

    // The box for the key comes first, since no request succeeds without; links to the page's maker have no setting.
    private const string Css = ".scalar-reference-intro-auth { order: -1; } a[href*='scalar.com'] { display: none; }";

    // Whatever the page's script would like to fetch from elsewhere (fonts, a proxy), it works without: a server may have no way out.
    private const string OnlyFromHere =
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:";

    /// <summary>The document at <c>/openapi/v1.json</c> and a page to try the API at <c>/docs</c>; for everybody, since it tells nothing of the data.</summary>
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
                invocation.HttpContext.Response.Headers.ContentSecurityPolicy = OnlyFromHere;
                return await next(invocation);
            });
    }
}
