namespace Inference.Storage;

internal static class PersistentStateExtensions
{
    /// <summary>Stores <paramref name="next"/>; if that fails, memory keeps what storage still has.</summary>
    public static async Task SaveAsync<T>(this IPersistentState<T> state, T next, CancellationToken cancellationToken)
    {
        var previous = state.State;
        state.State = next;
        try
        {
            await state.WriteStateAsync(cancellationToken);
        }
        catch
        {
            state.State = previous;
            throw;
        }
    }
}
