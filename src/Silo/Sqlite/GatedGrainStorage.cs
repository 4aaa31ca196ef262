using Inference.Sql;
using Orleans.Storage;

namespace Inference.Sqlite;

/// <summary>Orleans' storage behind the <see cref="WriteGate"/>. Reads pass by: they never wait for a writer. Tells of each <see cref="StorageFault"/>.</summary>
internal sealed class GatedGrainStorage(IGrainStorage storage, SqliteDatabase database) : IGrainStorage
{
    public const string Inner = "sqlite";

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ReadStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        StorageFault.TellAsync(storage.ReadStateAsync(stateName, grainId, grainState, cancellationToken), database.Health);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        WriteStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public async Task WriteStateAsync<T>(
        string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        using var pass = await database.Gate.EnterAsync(cancellationToken);
        await StorageFault.TellAsync(storage.WriteStateAsync(stateName, grainId, grainState, cancellationToken), database.Health);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ClearStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public async Task ClearStateAsync<T>(
        string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        using var pass = await database.Gate.EnterAsync(cancellationToken);
        await StorageFault.TellAsync(storage.ClearStateAsync(stateName, grainId, grainState, cancellationToken), database.Health);
    }
}
