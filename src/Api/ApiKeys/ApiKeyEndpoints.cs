using Inference.Authentication;
using Inference.Binding;
using Inference.Documents;
using Inference.Errors;
using Inference.Identity;
using Inference.OpenApi;
using Inference.Paging;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Inference.ApiKeys;

internal static class ApiKeyEndpoints
{
    public static RouteGroupBuilder MapApiKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/api-keys").WithTags("api keys").WithIdFrom("createApiKey");
        keys.MapGet("", ListAsync).RequireScope(ApiKeyScopes.Admin).WithName("listApiKeys")
            .WithSummary("List API keys")
            .WithDescription("Newest first, secrets masked. An admin key of prod sees those of both environments.");
        keys.MapPost("", CreateAsync).RequireScope(ApiKeyScopes.Admin).WithName("createApiKey")
            .WithSummary("Create an API key")
            .WithDescription("The reply is the only one that ever holds the whole key. Without a plan it has no limits.")
            .WithExample("""{"name": "My first application"}""");
        keys.MapGet("/{id}", GetAsync).RequireAnyKey().WithName("getApiKey")
            .WithSummary("Read an API key")
            .WithDescription("Its secret is masked. A key may always read itself; others need scope admin.");
        keys.MapPatch("/{id}", UpdateAsync).RequireScope(ApiKeyScopes.Admin).WithName("updateApiKey")
            .WithSummary("Change an API key")
            .WithDescription("Changes the given fields; null clears one. `is_active` false revokes it at once on every silo. PUT does the same.")
            .WithExample("""{"description": "For the website"}""");
        keys.MapPut("/{id}", UpdateAsync).RequireScope(ApiKeyScopes.Admin).ExcludeFromDescription();
        keys.MapDelete("/{id}", DeleteAsync).RequireScope(ApiKeyScopes.Admin).WithName("deleteApiKey")
            .WithSummary("Delete an API key");
        keys.MapPost("/{id}/rotate", RotateAsync).RequireScope(ApiKeyScopes.Admin).WithName("rotateApiKey")
            .WithSummary("Rotate an API key")
            .WithDescription("The reply holds a new secret for the same key; the old one works on for `overlap_seconds`.")
            .WithExample("""{"overlap_seconds": 3600}""");
        return keys;
    }

    private static async Task<Ok<PageResponse<ApiKeyResponse>>> ListAsync(
        Parameters<ApiKeyQuery> query, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var page = query.Value.Page;
        var environment = caller.Caller.Environment == ApiKeyEnvironments.Prod ? null : caller.Caller.Environment;
        var keys = await grains.GetApiKeyQueries().ListAsync(environment, page.ToRequest(), cancellationToken);
        return TypedResults.Ok(page.ToResponse(keys, ApiKeyResponse.From));
    }

    private static async Task<Created<ApiKeyResponse>> CreateAsync(
        Body<ApiKeyRequest> body, RequestCaller caller, IGrainFactory grains, TimeProvider clock, CancellationToken cancellationToken)
    {
        var fields = body.Value.ToFields();
        if (!caller.Caller.Manages(fields.Environment ?? ApiKeyEnvironments.Prod))
        {
            throw new InferenceException(ErrorKind.InvalidParamValue, "environment must be play: a play key makes no others.", "environment");
        }

        var id = Identifier.New(Identifier.ApiKey, clock.GetUtcNow());
        var key = await grains.GetApiKey(id).CreateAsync(fields, caller.Caller.KeyId, cancellationToken);
        return TypedResults.Created($"/v1/api-keys/{id}", ApiKeyResponse.From(key));
    }

    private static async Task<Ok<ApiKeyResponse>> GetAsync(
        string id, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!caller.Caller.IsAdmin && caller.Caller.KeyId != id)
        {
            throw new InferenceException(ErrorKind.InsufficientScope, $"Reading another API key needs the scope '{ApiKeyScopes.Admin}'.");
        }

        return TypedResults.Ok(ApiKeyResponse.From(await FindAsync(grains, caller, id, cancellationToken)));
    }

    private static async Task<Ok<ApiKeyResponse>> UpdateAsync(
        string id, Body<ApiKeyRequest> body, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var fields = body.Value.ToFields();
        await FindAsync(grains, caller, id, cancellationToken);
        var key = await grains.GetApiKey(id).UpdateAsync(fields, [.. body.Cleared], cancellationToken);
        return TypedResults.Ok(ApiKeyResponse.From(key));
    }

    private static async Task<Ok<DeletedResponse>> DeleteAsync(
        string id, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        await FindAsync(grains, caller, id, cancellationToken);
        return await grains.GetApiKey(id).DeleteAsync(cancellationToken) ? TypedResults.Ok(new DeletedResponse(id)) : throw NotFound(id);
    }

    private static async Task<Ok<ApiKeyResponse>> RotateAsync(
        string id, Body<RotateRequest> body, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var overlap = body.Value.ToOverlap();
        await FindAsync(grains, caller, id, cancellationToken);
        return TypedResults.Ok(ApiKeyResponse.From(await grains.GetApiKey(id).RotateAsync(overlap, cancellationToken)));
    }

    private static async Task<ApiKey> FindAsync(IGrainFactory grains, RequestCaller caller, string id, CancellationToken cancellationToken) =>
        await grains.GetApiKey(id).GetAsync(cancellationToken) is { } key && caller.Caller.Manages(key.Fields.Environment!)
            ? key
            : throw NotFound(id);

    // Admin keys of prod manage both environments; those of play manage play alone.
    private static bool Manages(this Caller caller, string environment) =>
        caller.Environment == ApiKeyEnvironments.Prod || caller.Environment == environment;

    private static InferenceException NotFound(string id) => InferenceException.NotFound("API key", id);
}
