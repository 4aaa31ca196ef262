namespace Inference.OpenApi;

internal static class OpenApiServices
{
    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddSingleton<ApiDocument>().AddOpenApi(ApiDocument.Name, options =>
    {
        options.CreateSchemaReferenceId = SchemaNames.Of;
        options.AddSchemaTransformer<PropertyTransformer>();
        options.AddOperationTransformer<BodyTransformer>();
        options.AddOperationTransformer<FilesTransformer>();
        options.AddOperationTransformer<AnswerTransformer>();
        options.AddOperationTransformer<ParameterTransformer>();
        options.AddOperationTransformer<ErrorTransformer>();
        options.AddOperationTransformer<ExampleTransformer>();
        options.AddDocumentTransformer<SecurityTransformer>();
        options.AddDocumentTransformer<LinkTransformer>();
        options.AddDocumentTransformer<OrderTransformer>();
    });
}
