using System.Collections.Immutable;
using Inference.Messages;

namespace Inference.Storage.Grains;

[GrainType("note")]
internal sealed class NoteGrain([PersistentState("note")] IPersistentState<Note> state) : Grain, INoteGrain
{
    public Task<Note?> ReadAsync() => Task.FromResult(state.RecordExists ? state.State : null);

    public Task SaveAsync(Note note) => state.SaveAsync(note, CancellationToken.None);

    public Task ClearAsync() => state.ClearStateAsync();

    public Task ForgetAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

/// <summary>A grain with nothing but a document, to see how documents are kept.</summary>
[Alias("Inference.Storage.INoteGrain")]
public interface INoteGrain : IGrainWithStringKey
{
    [Alias("Read")] Task<Note?> ReadAsync();

    [Alias("Save")] Task SaveAsync(Note note);

    [Alias("Clear")] Task ClearAsync();

    [Alias("Forget")] Task ForgetAsync();
}

[GenerateSerializer, Immutable, Alias("Inference.Storage.Note")]
public sealed record Note
{
    [Id(0)] public string Id { get; init; } = "";

    [Id(1)] public string Environment { get; init; } = "";

    [Id(2)] public DateTimeOffset CreatedAt { get; init; }

    [Id(3)] public string? FileContext { get; init; }

    [Id(4)] public Role WrittenBy { get; init; }

    [Id(5)] public ImmutableArray<string> Tags { get; init; } = [];

    [Id(6)] public ImmutableDictionary<string, int> Counts { get; init; } = ImmutableDictionary<string, int>.Empty;

    public int Length => FileContext?.Length ?? 0;
}
