using Orleans.Storage;

namespace Inference.Storage;

/// <summary>Grain state as <see cref="StorageJson"/> has it.</summary>
public sealed class StorageSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => new(StorageJson.Serialize(input));

    public T Deserialize<T>(BinaryData input) => StorageJson.Deserialize<T>(input.ToMemory().Span);
}
