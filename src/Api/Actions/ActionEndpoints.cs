using Inference.ApiKeys;
using Inference.Authentication;
using Inference.Documents;
using Inference.Identity;
using Inference.OpenApi;
using Inference.Paging;
using Inference.Requests;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Inference.Actions;

internal static class ActionEndpoints
{
    public static IServiceCollection AddActions(this IServiceCollection services) => services.AddJson(ActionJson.Default);

    public static RouteGroupBuilder MapActions(this IEndpointRouteBuilder routes)
    {
        var actions = routes.MapGroup("/actions").WithTags("actions").WithIdFrom("createAction");
        actions.MapGet("", ListAsync).RequireScope(ApiKeyScopes.ActionsRead)
            .WithName("listActions").WithSummary("List actions").WithDescription("Newest first.");
        actions.MapPost("", CreateAsync).RequireScope(ApiKeyScopes.ActionsWrite)
            .WithName("createAction").WithSummary("Create an action")
            .WithExample("""
                {
                  "name": "Renewal call",
                  "description": "Talk about renewing the car insurance",
                  "type": "call",
                  "priority": "high",
                  "status": "active",
                  "channel": "phone"
                }
                """);
        actions.MapGet("/{id}", GetAsync).RequireScope(ApiKeyScopes.ActionsRead)
            .WithName("getAction").WithSummary("Read an action");
        actions.MapPatch("/{id}", UpdateAsync).RequireScope(ApiKeyScopes.ActionsWrite)
            .WithName("updateAction").WithSummary("Change an action")
            .WithDescription("Changes the given fields; null clears one. `group` must be an action group's id. PUT does the same.")
            .WithExample("""{"priority": "very_high"}""");
        actions.MapPut("/{id}", UpdateAsync).RequireScope(ApiKeyScopes.ActionsWrite).ExcludeFromDescription();
        actions.MapDelete("/{id}", DeleteAsync).RequireScope(ApiKeyScopes.ActionsWrite)
            .WithName("deleteAction").WithSummary("Delete an action");
        return actions;
    }

    private static async Task<Ok<PageResponse<ActionResponse>>> ListAsync(
        Parameters<ActionQuery> query, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var page = await grains.GetActionQueries().ListAsync(caller.Caller.Environment, query.Value.Page.ToRequest(), cancellationToken);
        return TypedResults.Ok(query.Value.Page.ToResponse(page, ActionResponse.From));
    }

    private static async Task<Created<ActionResponse>> CreateAsync(
        Body<CreateActionRequest> body, Idempotency call, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var action = await grains.GetAction(caller.Caller.Environment, call.NewId(Identifier.Action))
            .CreateAsync(body.Value.ToFields(), call, cancellationToken);
        return TypedResults.Created($"/v1/actions/{action.Id}", ActionResponse.From(action));
    }

    private static async Task<Ok<ActionResponse>> GetAsync(
        string id, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(ActionResponse.From(
            await grains.GetAction(caller.Caller.Environment, id).ReadAsync("action", id, cancellationToken)));

    private static async Task<Ok<ActionResponse>> UpdateAsync(
        string id, Body<ActionRequest> body, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(ActionResponse.From(
            await grains.GetAction(caller.Caller.Environment, id).UpdateAsync(body.Value.ToFields(), [.. body.Cleared], cancellationToken)));

    private static async Task<Ok<DeletedResponse>> DeleteAsync(
        string id, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(await grains.GetAction(caller.Caller.Environment, id).RemoveAsync("action", id, cancellationToken));
}
