using Inference.Identity;
using Inference.Paging;

namespace Inference.Chats;

/// <summary>Lists chats, each with its latest messages, without activating any. A stateless worker; use key 0.</summary>
[Alias("Inference.Chats.IChatQueryGrain")]
public interface IChatQueryGrain : IGrainWithIntegerKey
{
    /// <summary>Newest first; with a name, only chats whose name holds that text, whatever the case.</summary>
    Task<Page<Chat>> ListAsync(Caller caller, string? name, PageRequest page, CancellationToken cancellationToken = default);
}
