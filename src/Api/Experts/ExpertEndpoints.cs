using Inference.ApiKeys;
using Inference.Authentication;
using Inference.Documents;
using Inference.Identity;
using Inference.OpenApi;
using Inference.Paging;
using Inference.Requests;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Inference.Experts;

internal static class ExpertEndpoints
{
    public static IServiceCollection AddExperts(this IServiceCollection services) => services.AddJson(ExpertJson.Default);

    public static RouteGroupBuilder MapExperts(this IEndpointRouteBuilder routes)
    {
        var experts = routes.MapGroup("/experts").WithTags("experts").WithIdFrom("createExpert");
        experts.MapGet("", ListAsync).RequireScope(ApiKeyScopes.ExpertsRead)
            .WithName("listExperts").WithSummary("List experts").WithDescription("Newest first.");
        experts.MapPost("", CreateAsync).RequireScope(ApiKeyScopes.ExpertsWrite)
            .WithName("createExpert").WithSummary("Create an expert")
            .WithExample("""
                {
                  "name": "Billing",
                  "description": "Plans and prices, invoices, payments and refunds",
                  "context": "You answer questions about invoices. Refunds take five working days.",
                  "examples": ["When do I get my money back?"]
                }
                """);
        experts.MapGet("/{id}", GetAsync).RequireScope(ApiKeyScopes.ExpertsRead)
            .WithName("getExpert").WithSummary("Read an expert");
        experts.MapPatch("/{id}", UpdateAsync).RequireScope(ApiKeyScopes.ExpertsWrite)
            .WithName("updateExpert").WithSummary("Change an expert")
            .WithDescription("Changes the given fields; null clears one. PUT does the same.")
            .WithExample("""{"description": "Plans, prices, invoices, payments and refunds"}""");
        experts.MapPut("/{id}", UpdateAsync).RequireScope(ApiKeyScopes.ExpertsWrite).ExcludeFromDescription();
        experts.MapDelete("/{id}", DeleteAsync).RequireScope(ApiKeyScopes.ExpertsWrite)
            .WithName("deleteExpert").WithSummary("Delete an expert");
        return experts;
    }

    private static async Task<Ok<PageResponse<ExpertResponse>>> ListAsync(
        Parameters<ListExpertsQuery> query, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var page = await grains.GetExpertQueries().ListAsync(caller.Caller.Environment, query.Value.Page.ToRequest(), cancellationToken);
        return TypedResults.Ok(query.Value.Page.ToResponse(page, ExpertResponse.From));
    }

    private static async Task<Created<ExpertResponse>> CreateAsync(
        Body<CreateExpertRequest> body, Idempotency call, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var expert = await grains.GetExpert(caller.Caller.Environment, call.NewId(Identifier.Expert))
            .CreateAsync(body.Value.ToFields(), call, cancellationToken);
        return TypedResults.Created($"/v1/experts/{expert.Id}", ExpertResponse.From(expert));
    }

    private static async Task<Ok<ExpertResponse>> GetAsync(
        string id, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(ExpertResponse.From(
            await grains.GetExpert(caller.Caller.Environment, id).ReadAsync("expert", id, cancellationToken)));

    private static async Task<Ok<ExpertResponse>> UpdateAsync(
        string id, Body<ExpertRequest> body, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(ExpertResponse.From(
            await grains.GetExpert(caller.Caller.Environment, id).UpdateAsync(body.Value.ToFields(), [.. body.Cleared], cancellationToken)));

    private static async Task<Ok<DeletedResponse>> DeleteAsync(
        string id, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(await grains.GetExpert(caller.Caller.Environment, id).RemoveAsync("expert", id, cancellationToken));
}
