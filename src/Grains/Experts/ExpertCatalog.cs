using System.Collections.Concurrent;
using Inference.Documents;
using Inference.Routing;
using Inference.Storage;

namespace Inference.Experts;

/// <summary>
/// A silo's memory of every environment's experts, indexed. It asks the environment's version before each use, so a change counts for
/// the next completion on every silo; should that word be lost, for those after a minute.
/// </summary>
internal sealed class ExpertCatalog(IGrainFactory grains, IDocumentStore documents, TimeProvider clock)
{
    private static readonly TimeSpan MaximumAge = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, Shelf> _shelves = new(StringComparer.Ordinal);

    public async ValueTask<ExpertIndex> GetAsync(string environment, CancellationToken cancellationToken)
    {
        var shelf = _shelves.GetOrAdd(environment, static _ => new Shelf());
        var version = await grains.GetExpertVersion(environment).GetAsync();
        if (shelf.Current is not { } current || current.Version != version)
        {
            await shelf.Gate.WaitAsync(cancellationToken);
        }
        else if (!IsOld(current) || !shelf.Gate.Wait(TimeSpan.Zero, CancellationToken.None))
        {
            // What is merely old is looked at again by one caller; the others need not wait for it.
            return current.Index;
        }

        try
        {
            return await LoadAsync(environment, shelf, cancellationToken);
        }
        finally
        {
            shelf.Gate.Release();
        }
    }

    private async Task<ExpertIndex> LoadAsync(string environment, Shelf shelf, CancellationToken cancellationToken)
    {
        // Read anew, and before the experts: what changes from here on changes the version too.
        var version = await grains.GetExpertVersion(environment).GetAsync();
        if (shelf.Current is { } current && current.Version == version && !IsOld(current))
        {
            return current.Index;
        }

        var states = await documents.ReadAllAsync<DocumentState<ExpertFields>>("expert", environment, cancellationToken);
        var index = ExpertIndex.Build([.. states.Select(Expert.From)], shelf.Current?.Index);
        shelf.Current = new Snapshot(version, clock.GetTimestamp(), index);
        return index;
    }

    private bool IsOld(Snapshot snapshot) => clock.GetElapsedTime(snapshot.LoadedAt) > MaximumAge;

    private sealed record Snapshot(long Version, long LoadedAt, ExpertIndex Index);

    private sealed class Shelf
    {
        private volatile Snapshot? _current;

        public SemaphoreSlim Gate { get; } = new(1);

        public Snapshot? Current
        {
            get => _current;
            set => _current = value;
        }
    }
}
