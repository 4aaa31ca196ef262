using Inference.Sql;
using Orleans.Storage;

namespace Inference.Sqlite;

/// <summary>Orleans' storage behind the <see cref="WriteGate"/>. Reads do not enter it: they never wait for a writer. Translates each <see cref="StorageFault"/>.</summary>
internal sealed class GatedGrainStorage(IGrainStorage storage, SqliteDatabase database) : IGrainStorage
{
    public const string Inner = "sqlite";

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ReadStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        StorageFault.TranslateAsync(storage.ReadStateAsync(stateName, grainId, grainState, cancellationToken), database.Health);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        WriteStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public async Task WriteStateAsync<T>(
        string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        using var lease = await database.Gate.EnterAsync(cancellationToken);
        await StorageFault.TranslateAsync(storage.WriteStateAsync(stateName, grainId, grainState, cancellationToken), database.Health);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ClearStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public async Task ClearStateAsync<T>(
        string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        using var lease = await database.Gate.EnterAsync(cancellationToken);
        await StorageFault.TranslateAsync(storage.ClearStateAsync(stateName, grainId, grainState, cancellationToken), database.Health);
    }
}
