using Inference.Errors;
using Inference.Requests;

namespace Inference.Documents;

internal static class DocumentCalls
{
    /// <summary>Makes a document, or answers with what the same call made before.</summary>
    public static async Task<Document<TFields>> CreateAsync<TFields>(
        this IDocumentGrain<TFields> grain, TFields fields, Idempotency call, CancellationToken cancellationToken)
    {
        var creation = await grain.CreateAsync(fields, call.HasKey, cancellationToken);
        if (creation.Replayed)
        {
            call.MarkReplayed();
        }

        return creation.Document;
    }

    /// <exception cref="InferenceException"><see cref="ErrorKind.ResourceNotFound"/>.</exception>
    public static async Task<Document<TFields>> ReadAsync<TFields>(
        this IDocumentGrain<TFields> grain, string noun, string id, CancellationToken cancellationToken) =>
        await grain.GetAsync(cancellationToken) ?? throw InferenceException.NotFound(noun, id);

    /// <exception cref="InferenceException"><see cref="ErrorKind.ResourceNotFound"/>.</exception>
    public static async Task<DeletedResponse> RemoveAsync<TFields>(
        this IDocumentGrain<TFields> grain, string noun, string id, CancellationToken cancellationToken) =>
        await grain.DeleteAsync(cancellationToken) ? new DeletedResponse(id) : throw InferenceException.NotFound(noun, id);
}
