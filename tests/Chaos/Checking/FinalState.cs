using System.Collections.Immutable;

namespace Inference.Checking;

/// <summary>The stored state of the cluster, read once it is quiet.</summary>
internal sealed record FinalState
{
    public ImmutableArray<StoredChat> Chats { get; init; } = [];

    public ImmutableArray<StoredLog> Logs { get; init; } = [];

    public ImmutableArray<StoredStatistics> Statistics { get; init; } = [];

    public ImmutableArray<StoredPersona> Personas { get; init; } = [];

    public ImmutableArray<StoredKey> Keys { get; init; } = [];
}

/// <summary>An API key as the API, and for its day's count the database, shows it.</summary>
/// <param name="Id">The key's id.</param>
/// <param name="Name">What it was called last.</param>
/// <param name="IsActive">False when it is revoked.</param>
/// <param name="Day">The UTC day that was counted last, as stored.</param>
/// <param name="ReservedOfDay">Up to how many requests of that day may have been admitted, as stored.</param>
internal sealed record StoredKey(string Id, string Name, bool IsActive, DateOnly? Day = null, long ReservedOfDay = 0);

/// <summary>A persona as the API shows it: the notes name the upload that wrote it.</summary>
internal sealed record StoredPersona(string Name, string Upload);
