using System.Collections.Immutable;
using Inference.Errors;
using Inference.Paging;

namespace Inference.Documents;

/// <summary>One stored document, such as a persona. In fields that are given to it, <see langword="null"/> means "not given".</summary>
[Alias("Inference.Documents.IDocumentGrain`1")]
public interface IDocumentGrain<TFields> : IGrainWithStringKey
{
    /// <summary>Makes the document. With <paramref name="repeatable"/> the id is derived from an Idempotency-Key: for at least 24 hours the
    /// same fields give the first reply again, also after the document was changed or deleted.</summary>
    /// <exception cref="InferenceException"><see cref="ErrorKind.IdempotencyConflict"/> for other fields under the same key.</exception>
    Task<Creation<TFields>> CreateAsync(TFields fields, bool repeatable = false, CancellationToken cancellationToken = default);

    /// <summary>Returns <see langword="null"/> when there is none.</summary>
    Task<Document<TFields>?> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>Changes the fields that are given and clears those that are named, by their name in the contract.</summary>
    /// <exception cref="InferenceException"><see cref="ErrorKind.ResourceNotFound"/>.</exception>
    Task<Document<TFields>> UpdateAsync(TFields fields, ImmutableArray<string> cleared, CancellationToken cancellationToken = default);

    /// <summary>Returns <see langword="false"/> when there was none.</summary>
    Task<bool> DeleteAsync(CancellationToken cancellationToken = default);
}

/// <summary>Lists documents of one kind. A stateless worker; use key 0.</summary>
[Alias("Inference.Documents.IDocumentQueryGrain`1")]
public interface IDocumentQueryGrain<TFields> : IGrainWithIntegerKey
{
    /// <summary>Newest first, ids break ties.</summary>
    Task<Page<Document<TFields>>> ListAsync(string environment, PageRequest page, CancellationToken cancellationToken = default);
}
