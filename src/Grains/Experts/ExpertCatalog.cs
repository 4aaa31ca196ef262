using System.Collections.Concurrent;
using Inference.Documents;
using Inference.Routing;
using Inference.Storage;
using Orleans.Providers;

namespace Inference.Experts;

/// <summary>
/// A silo's cache of every environment's experts, indexed. A change is acknowledged when every silo was notified, so it counts for the next
/// completion on all of them; should a notification be lost, for those after a minute.
/// </summary>
internal sealed class ExpertCatalog(IGrainFactory grains, IDocumentStore documents, TimeProvider clock) : IControllable
{
    /// <summary>Its provider name in Orleans control commands.</summary>
    public const string Name = "experts";

    /// <summary>The experts of an environment changed; its name is the argument.</summary>
    public const int Changed = 1;

    private static readonly TimeSpan MaximumAge = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, CacheEntry> _entries = new(StringComparer.Ordinal);

    public async ValueTask<ExpertIndex> GetAsync(string environment, CancellationToken cancellationToken)
    {
        var entry = _entries.GetOrAdd(environment, name => new CacheEntry(new(() => grains.GetExpertVersion(name).GetAsync(), clock)));
        var version = await entry.Version.GetAsync();
        if (entry.Current is not { } current || current.Version != version)
        {
            await entry.Gate.WaitAsync(cancellationToken);
        }
        else if (!IsOld(current) || !entry.Gate.Wait(TimeSpan.Zero, CancellationToken.None))
        {
            // An index past its age is reloaded by one caller; the others use it meanwhile.
            return current.Index;
        }

        try
        {
            return await LoadAsync(environment, entry, cancellationToken);
        }
        finally
        {
            entry.Gate.Release();
        }
    }

    public Task<object?> ExecuteCommand(int command, object? arg)
    {
        if (command == Changed && arg is string environment && _entries.TryGetValue(environment, out var entry))
        {
            entry.Version.Invalidate();
        }

        return Task.FromResult<object?>(null);
    }

    private async Task<ExpertIndex> LoadAsync(string environment, CacheEntry entry, CancellationToken cancellationToken)
    {
        // Read again before the experts: a later change also changes the version.
        var version = await entry.Version.GetAsync();
        if (entry.Current is { } current && current.Version == version && !IsOld(current))
        {
            return current.Index;
        }

        var states = await documents.ReadAllAsync<DocumentState<ExpertFields>>("expert", environment, cancellationToken);
        var index = ExpertIndex.Build([.. states.Select(Expert.From)], entry.Current?.Index);
        entry.Current = new Snapshot(version, clock.GetTimestamp(), index);
        return index;
    }

    private bool IsOld(Snapshot snapshot) => clock.GetElapsedTime(snapshot.LoadedAt) > MaximumAge;

    private sealed record Snapshot(long Version, long LoadedAt, ExpertIndex Index);

    private sealed class CacheEntry(LeasedVersion version)
    {
        private volatile Snapshot? _current;

        public LeasedVersion Version => version;

        public SemaphoreSlim Gate { get; } = new(1);

        public Snapshot? Current
        {
            get => _current;
            set => _current = value;
        }
    }
}
