using Inference.ApiKeys;
using Inference.Authentication;
using Inference.Documents;
using Inference.Identity;
using Inference.OpenApi;
using Inference.Paging;
using Inference.Requests;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Inference.ActionGroups;

internal static class ActionGroupEndpoints
{
    public static IServiceCollection AddActionGroups(this IServiceCollection services) => services.AddJson(ActionGroupJson.Default);

    public static RouteGroupBuilder MapActionGroups(this IEndpointRouteBuilder routes)
    {
        var groups = routes.MapGroup("/action-groups").WithTags("action groups").WithIdFrom("createActionGroup");
        groups.MapGet("", ListAsync).RequireScope(ApiKeyScopes.ActionsRead)
            .WithName("listActionGroups").WithSummary("List action groups").WithDescription("Newest first.");
        groups.MapPost("", CreateAsync).RequireScope(ApiKeyScopes.ActionsWrite)
            .WithName("createActionGroup").WithSummary("Create an action group")
            .WithExample("""{"name": "Renewals", "description": "Contracts that end soon"}""");
        groups.MapGet("/{id}", GetAsync).RequireScope(ApiKeyScopes.ActionsRead)
            .WithName("getActionGroup").WithSummary("Read an action group");
        groups.MapPatch("/{id}", UpdateAsync).RequireScope(ApiKeyScopes.ActionsWrite)
            .WithName("updateActionGroup").WithSummary("Change an action group")
            .WithDescription("Changes the given fields; null clears one. PUT does the same.")
            .WithExample("""{"description": "Contracts that end within three months"}""");
        groups.MapPut("/{id}", UpdateAsync).RequireScope(ApiKeyScopes.ActionsWrite).ExcludeFromDescription();
        groups.MapDelete("/{id}", DeleteAsync).RequireScope(ApiKeyScopes.ActionsWrite)
            .WithName("deleteActionGroup").WithSummary("Delete an action group").WithDescription("A group that an action names is 409.");
        return groups;
    }

    private static async Task<Ok<PageResponse<ActionGroupResponse>>> ListAsync(
        Parameters<ActionGroupQuery> query, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var page = await grains.GetActionGroupQueries().ListAsync(caller.Caller.Environment, query.Value.Page.ToRequest(), cancellationToken);
        return TypedResults.Ok(query.Value.Page.ToResponse(page, ActionGroupResponse.From));
    }

    private static async Task<Created<ActionGroupResponse>> CreateAsync(
        Body<CreateActionGroupRequest> body, Idempotency call, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var group = await grains.GetActionGroup(caller.Caller.Environment, call.NewId(Identifier.ActionGroup))
            .CreateAsync(body.Value.ToFields(), call, cancellationToken);
        return TypedResults.Created($"/v1/action-groups/{group.Id}", ActionGroupResponse.From(group));
    }

    private static async Task<Ok<ActionGroupResponse>> GetAsync(
        string id, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(ActionGroupResponse.From(
            await grains.GetActionGroup(caller.Caller.Environment, id).ReadAsync("action group", id, cancellationToken)));

    private static async Task<Ok<ActionGroupResponse>> UpdateAsync(
        string id, Body<ActionGroupRequest> body, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(ActionGroupResponse.From(
            await grains.GetActionGroup(caller.Caller.Environment, id).UpdateAsync(body.Value.ToFields(), [.. body.Cleared], cancellationToken)));

    private static async Task<Ok<DeletedResponse>> DeleteAsync(
        string id, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(await grains.GetActionGroup(caller.Caller.Environment, id).RemoveAsync("action group", id, cancellationToken));
}
