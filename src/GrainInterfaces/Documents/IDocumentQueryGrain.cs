using Inference.Paging;

namespace Inference.Documents;

/// <summary>Lists documents of one kind. A stateless worker; use key 0.</summary>
[Alias("Inference.Documents.IDocumentQueryGrain`1")]
public interface IDocumentQueryGrain<TFields> : IGrainWithIntegerKey
{
    /// <summary>Newest first, ids break ties.</summary>
    Task<Page<Document<TFields>>> ListAsync(string environment, PageRequest page, CancellationToken cancellationToken = default);
}
