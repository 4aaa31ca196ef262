using Inference.ApiKeys;
using Inference.Authentication;
using Inference.Errors;
using Inference.OpenApi;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Inference.Models;

internal static class ModelEndpoints
{
    public static RouteGroupBuilder MapModels(this IEndpointRouteBuilder routes)
    {
        var models = routes.MapGroup("/models").WithTags("models");
        models.MapGet("", ListAsync).RequireScope(ApiKeyScopes.ModelsRead)
            .WithName("listModels").WithSummary("List models").WithDescription("Those that the server is configured with; an alias is listed as a model of its own.");
        models.MapGet("/{**id}", GetAsync).RequireScope(ApiKeyScopes.ModelsRead)
            .WithName("getModel").WithSummary("Read a model").WithDescription("An id may have slashes, as they are or percent-encoded.")
            .WithPathExample("local");
        return models;
    }

    private static async Task<Ok<ModelListResponse>> ListAsync(IGrainFactory grains, CancellationToken cancellationToken)
    {
        var models = await grains.GetModelQueries().ListAsync(cancellationToken);
        return TypedResults.Ok(new ModelListResponse { Object = "list", Data = models.Select(ModelResponse.From) });
    }

    private static async Task<Ok<ModelResponse>> GetAsync(string id, IGrainFactory grains, CancellationToken cancellationToken)
    {
        // The one character that paths keep encoded. Clients send a slash either way.
        id = id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        var models = await grains.GetModelQueries().ListAsync(cancellationToken);
        return TypedResults.Ok(ModelResponse.From(
            models.FirstOrDefault(model => string.Equals(model.Id, id, StringComparison.OrdinalIgnoreCase)) ?? throw InferenceException.NotFound("model", id)));
    }
}
