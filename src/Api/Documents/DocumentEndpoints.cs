using Inference.Authentication;
using Inference.Binding;
using Inference.Errors;
using Inference.OpenApi;
using Inference.Paging;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Inference.Documents;

/// <summary>The operations on one kind of documents: list, create, read, change and delete.</summary>
internal sealed class DocumentEndpoints<TFields, TCreateRequest, TRequest, TResponse>(DocumentResource<TFields> resource)
    where TCreateRequest : class, IDocumentRequest<TFields>
    where TRequest : class, IDocumentRequest<TFields>
    where TResponse : IDocumentResponse<TResponse, TFields>
{
    public static void Map(IEndpointRouteBuilder routes, DocumentResource<TFields> resource)
    {
        var endpoints = new DocumentEndpoints<TFields, TCreateRequest, TRequest, TResponse>(resource);
        var create = $"create{resource.OperationNoun}";
        var group = routes.MapGroup(resource.Path).WithTags($"{resource.Noun}s").WithIdFrom(create);
        group.MapGet("", resource.ListsInArray ? endpoints.ListInArrayAsync : endpoints.ListAsync).RequireScope(resource.ReadScope)
            .WithName($"list{resource.OperationNoun}s").WithSummary($"List {resource.Noun}s").WithDescription(resource.ListDescription);
        group.MapPost("", endpoints.CreateAsync).RequireScope(resource.WriteScope)
            .WithName(create).WithSummary($"Create {resource.NounWithArticle}").WithExample(resource.CreateExample);
        group.MapGet("/{id}", endpoints.GetAsync).RequireScope(resource.ReadScope)
            .WithName($"get{resource.OperationNoun}").WithSummary($"Read {resource.NounWithArticle}");
        group.MapPatch("/{id}", endpoints.UpdateAsync).RequireScope(resource.WriteScope)
            .WithName($"update{resource.OperationNoun}").WithSummary($"Change {resource.NounWithArticle}")
            .WithDescription(resource.UpdateDescription).WithExample(resource.UpdateExample);
        group.MapPut("/{id}", endpoints.UpdateAsync).RequireScope(resource.WriteScope).ExcludeFromDescription();
        var delete = group.MapDelete("/{id}", endpoints.DeleteAsync).RequireScope(resource.WriteScope)
            .WithName($"delete{resource.OperationNoun}").WithSummary($"Delete {resource.NounWithArticle}");
        if (resource.DeleteDescription is { } description)
        {
            delete.WithDescription(description);
        }
    }

    private async Task<Ok<PageResponse<TResponse>>> ListAsync(
        Parameters<DocumentQuery<TResponse, TFields>> query, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(await ReadPageAsync(query.Value.Page, caller, grains, cancellationToken));

    private async Task<Ok<PageResponse<TResponse>[]>> ListInArrayAsync(
        Parameters<DocumentQuery<TResponse, TFields>> query, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok<PageResponse<TResponse>[]>([await ReadPageAsync(query.Value.Page, caller, grains, cancellationToken)]);

    private async Task<Created<TResponse>> CreateAsync(
        Body<TCreateRequest> body, Idempotency call, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var grain = resource.Grain(grains, caller.Caller.Environment, call.NewId(resource.IdPrefix));
        var creation = await grain.CreateAsync(body.Value.ToFields(), call.HasKey, cancellationToken);
        if (creation.Replayed)
        {
            call.MarkReplayed();
        }

        return TypedResults.Created($"/v1{resource.Path}/{creation.Document.Id}", TResponse.From(creation.Document));
    }

    private async Task<Ok<TResponse>> GetAsync(string id, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(TResponse.From(
            await resource.Grain(grains, caller.Caller.Environment, id).GetAsync(cancellationToken) ?? throw InferenceException.NotFound(resource.Noun, id)));

    private async Task<Ok<TResponse>> UpdateAsync(
        string id, Body<TRequest> body, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(TResponse.From(
            await resource.Grain(grains, caller.Caller.Environment, id).UpdateAsync(body.Value.ToFields(), [.. body.Cleared], cancellationToken)));

    private async Task<Ok<DeletedResponse>> DeleteAsync(string id, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        await resource.Grain(grains, caller.Caller.Environment, id).DeleteAsync(cancellationToken)
            ? TypedResults.Ok(new DeletedResponse(id))
            : throw InferenceException.NotFound(resource.Noun, id);

    private async Task<PageResponse<TResponse>> ReadPageAsync(
        PageQuery page, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        page.ToResponse(await resource.Queries(grains).ListAsync(caller.Caller.Environment, page.ToRequest(), cancellationToken), TResponse.From);
}
