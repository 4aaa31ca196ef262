namespace Inference.Storage;

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
