using System.Collections.Concurrent;
using Inference.Documents;
using Inference.Routing;
using Inference.Storage;
using Orleans.Providers;

namespace Inference.Experts;

/// <summary>
/// A silo's memory of every environment's experts, indexed. A change is acknowledged when every silo has been told of it, so it counts for the next
/// completion on all of them; should that word be lost, for those after a minute.
/// </summary>
internal sealed class ExpertCatalog(IGrainFactory grains, IDocumentStore documents, TimeProvider clock) : IControllable
{
    /// <summary>What silos call it when they tell each other.</summary>
    public const string Name = "experts";

    /// <summary>The experts of an environment changed; its name is the argument.</summary>
    public const int Changed = 1;

    private static readonly TimeSpan MaximumAge = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, Shelf> _shelves = new(StringComparer.Ordinal);

    public async ValueTask<ExpertIndex> GetAsync(string environment, CancellationToken cancellationToken)
    {
        var shelf = _shelves.GetOrAdd(environment, name => new Shelf(new(() => grains.GetExpertVersion(name).GetAsync(), clock)));
        var version = await shelf.Version.GetAsync();
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

    public Task<object?> ExecuteCommand(int command, object? arg)
    {
        if (command == Changed && arg is string environment && _shelves.TryGetValue(environment, out var shelf))
        {
            shelf.Version.Forget();
        }

        return Task.FromResult<object?>(null);
    }

    private async Task<ExpertIndex> LoadAsync(string environment, Shelf shelf, CancellationToken cancellationToken)
    {
        // Looked at again, and before the experts are read: what changes from here on changes the version too.
        var version = await shelf.Version.GetAsync();
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

    private sealed class Shelf(PromisedVersion version)
    {
        private volatile Snapshot? _current;

        public PromisedVersion Version => version;

        public SemaphoreSlim Gate { get; } = new(1);

        public Snapshot? Current
        {
            get => _current;
            set => _current = value;
        }
    }
}
