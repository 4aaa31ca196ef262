using Inference.Paging;
using Inference.Storage;

namespace Inference.Documents;

internal static class DocumentListing
{
    /// <summary>Lists the documents of a kind, by the name of its state.</summary>
    public static async Task<Page<Document<TFields>>> ListDocumentsAsync<TFields>(
        this IDocumentStore documents, string name, string environment, PageRequest page, CancellationToken cancellationToken)
        where TFields : class, new()
    {
        var found = await documents.ListAsync<DocumentState<TFields>>(name, environment, page, cancellationToken);
        return new Page<Document<TFields>>([.. found.Items.Select(state => state.ToDocument())], found.HasMore);
    }
}
