using System.Collections.Immutable;
using Inference.Completions;

namespace Inference.Guards;

/// <summary>A conversation, oldest message first, of which the guard reads what users and tools say, newest first up to its budget.</summary>
internal sealed record GuardQuestion(ImmutableArray<Message> Messages)
{
    /// <summary>Whose turn it is where requests wait for the guard's model: an API key's id.</summary>
    public string Queue { get; init; } = "";
}
