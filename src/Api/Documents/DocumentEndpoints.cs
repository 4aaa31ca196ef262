using Inference.Authentication;
using Inference.Binding;
using Inference.Errors;
using Inference.OpenApi;
using Inference.Paging;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Inference.Documents;

/// <summary>The operations on one kind of documents: list, create, read, change and delete.</summary>
internal sealed class DocumentEndpoints<TFields, TCreateRequest, TRequest, TResponse>(DocumentKind<TFields> kind)
    where TCreateRequest : class, IDocumentRequest<TFields>
    where TRequest : class, IDocumentRequest<TFields>
    where TResponse : IDocumentResponse<TResponse, TFields>
{
    public static void Map(IEndpointRouteBuilder routes, DocumentKind<TFields> kind)
    {
        var endpoints = new DocumentEndpoints<TFields, TCreateRequest, TRequest, TResponse>(kind);
        var create = $"create{kind.OperationNoun}";
        var group = routes.MapGroup(kind.Path).WithTags($"{kind.Noun}s").WithIdFrom(create);
        group.MapGet("", kind.ListsInArray ? endpoints.ListInArrayAsync : endpoints.ListAsync).RequireScope(kind.ReadScope)
            .WithName($"list{kind.OperationNoun}s").WithSummary($"List {kind.Noun}s").WithDescription(kind.ListDescription);
        group.MapPost("", endpoints.CreateAsync).RequireScope(kind.WriteScope)
            .WithName(create).WithSummary($"Create {kind.NounWithArticle}").WithExample(kind.CreateExample);
        group.MapGet("/{id}", endpoints.GetAsync).RequireScope(kind.ReadScope)
            .WithName($"get{kind.OperationNoun}").WithSummary($"Read {kind.NounWithArticle}");
        group.MapPatch("/{id}", endpoints.UpdateAsync).RequireScope(kind.WriteScope)
            .WithName($"update{kind.OperationNoun}").WithSummary($"Change {kind.NounWithArticle}")
            .WithDescription(kind.UpdateDescription).WithExample(kind.UpdateExample);
        group.MapPut("/{id}", endpoints.UpdateAsync).RequireScope(kind.WriteScope).ExcludeFromDescription();
        var delete = group.MapDelete("/{id}", endpoints.DeleteAsync).RequireScope(kind.WriteScope)
            .WithName($"delete{kind.OperationNoun}").WithSummary($"Delete {kind.NounWithArticle}");
        if (kind.DeleteDescription is { } description)
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
        var grain = kind.Grain(grains, caller.Caller.Environment, call.NewId(kind.IdPrefix));
        var creation = await grain.CreateAsync(body.Value.ToFields(), call.HasKey, cancellationToken);
        if (creation.Replayed)
        {
            call.MarkReplayed();
        }

        return TypedResults.Created($"/v1{kind.Path}/{creation.Document.Id}", TResponse.From(creation.Document));
    }

    private async Task<Ok<TResponse>> GetAsync(string id, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(TResponse.From(
            await kind.Grain(grains, caller.Caller.Environment, id).GetAsync(cancellationToken) ?? throw InferenceException.NotFound(kind.Noun, id)));

    private async Task<Ok<TResponse>> UpdateAsync(
        string id, Body<TRequest> body, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(TResponse.From(
            await kind.Grain(grains, caller.Caller.Environment, id).UpdateAsync(body.Value.ToFields(), [.. body.Cleared], cancellationToken)));

    private async Task<Ok<DeletedResponse>> DeleteAsync(string id, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        await kind.Grain(grains, caller.Caller.Environment, id).DeleteAsync(cancellationToken)
            ? TypedResults.Ok(new DeletedResponse(id))
            : throw InferenceException.NotFound(kind.Noun, id);

    private async Task<PageResponse<TResponse>> ReadPageAsync(
        PageQuery page, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        page.ToResponse(await kind.Queries(grains).ListAsync(caller.Caller.Environment, page.ToRequest(), cancellationToken), TResponse.From);
}
