using Inference.Sql;
using Inference.Storage;
using Orleans.Storage;

namespace Inference.Postgres;

/// <summary>Orleans' storage with each <see cref="StorageFault"/> translated: a grain that cannot read its state fails before the filters of its calls run.</summary>
internal sealed class PostgresGrainStorage(IGrainStorage storage, StorageHealth health) : IGrainStorage
{
    public const string Inner = "postgres";

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ReadStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        StorageFault.TranslateAsync(storage.ReadStateAsync(stateName, grainId, grainState, cancellationToken), health);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        WriteStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        StorageFault.TranslateAsync(storage.WriteStateAsync(stateName, grainId, grainState, cancellationToken), health);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ClearStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        StorageFault.TranslateAsync(storage.ClearStateAsync(stateName, grainId, grainState, cancellationToken), health);
}
