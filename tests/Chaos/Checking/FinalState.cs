using System.Collections.Immutable;

namespace Inference.Checking;

/// <summary>What the cluster says, once all is quiet, of what it keeps.</summary>
internal sealed record FinalState
{
    public ImmutableArray<StoredChat> Chats { get; init; } = [];

    public ImmutableArray<StoredLog> Logs { get; init; } = [];

    public ImmutableArray<StoredStatistics> Statistics { get; init; } = [];

    public ImmutableArray<StoredPersona> Personas { get; init; } = [];

    public ImmutableArray<StoredKey> Keys { get; init; } = [];
}
