using Inference.Requests;
using Inference.Uploads;
using Scalar.AspNetCore;

namespace Inference.OpenApi;

internal static class OpenApiServices
{
    // Whatever the page's script would like to fetch from elsewhere (fonts, a proxy), it works without: a server may have no way out.
    private const string OnlyFromHere =
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:";

    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddSingleton<ApiDocument>().AddOpenApi(ApiDocument.Name, options =>
    {
        options.CreateSchemaReferenceId = SchemaNames.Of;
        options.AddSchemaTransformer<PropertyTransformer>();
        options.AddOperationTransformer<BodyTransformer>();
        options.AddOperationTransformer<FilesTransformer>();
        options.AddOperationTransformer<AnswerTransformer>();
        options.AddOperationTransformer<ParameterTransformer>();
        options.AddOperationTransformer<ErrorTransformer>();
        options.AddDocumentTransformer<SecurityTransformer>();
    });

    /// <summary>The document at <c>/openapi/v1.json</c> and a page to try the API at <c>/docs</c>; for everybody, since it tells nothing of the data.</summary>
    public static void MapApiDocument(this IEndpointRouteBuilder routes)
    {
        routes.MapGet($"/openapi/{ApiDocument.Name}.json", async (ApiDocument document, CancellationToken cancellationToken) =>
            TypedResults.Bytes(await document.ReadAsync(cancellationToken), MediaType.Json)).ExcludeFromDescription();
        routes.MapScalarApiReference("/docs", options => options
                .WithTitle("Inference API")
                .DisableDefaultFonts()
                .DisableTelemetry()
                .DisableAgent()
                .DisableMcp())
            .ExcludeFromDescription()
            .AddEndpointFilter(async (invocation, next) =>
            {
                invocation.HttpContext.Response.Headers.ContentSecurityPolicy = OnlyFromHere;
                return await next(invocation);
            });
    }
}
