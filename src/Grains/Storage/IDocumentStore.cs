using System.Collections.Immutable;
using Inference.Paging;

namespace Inference.Storage;

/// <summary>
/// Reads grains' state documents without activating a grain: the state table is what lists read. A document has <c>id</c>,
/// <c>environment</c> and <c>created_at</c> at its top level. The name is the state's, as in <c>[PersistentState("expert")]</c>.
/// </summary>
public interface IDocumentStore
{
    /// <summary>Newest first, ids break ties; of every environment when it is <see langword="null"/>.</summary>
    Task<Page<T>> ListAsync<T>(string name, string? environment, PageRequest page, CancellationToken cancellationToken);

    Task<ImmutableArray<T>> ReadAllAsync<T>(string name, string environment, CancellationToken cancellationToken);

    /// <summary>Whether there is any document of that name.</summary>
    Task<bool> AnyAsync(string name, CancellationToken cancellationToken);

    /// <summary>Whether there is any whose <c>match</c> is this.</summary>
    Task<bool> AnyAsync(string name, string environment, string match, CancellationToken cancellationToken);

    /// <summary>Removes what is left of documents (<c>deleted_at</c>, in no environment) that were deleted before.</summary>
    Task ForgetDeletedAsync(DateTimeOffset before, CancellationToken cancellationToken);
}

/// <summary>How much a list, or a window of a chat, holds: so much is in memory at once, and crosses from silo to front end in one message.</summary>
public static class PageLimit
{
    /// <summary>Of documents as they are stored. A page has one item at the least, however large it is.</summary>
    public const int Bytes = 8 * 1024 * 1024;
}
