namespace Inference.Infrastructure;

/// <summary>A folder of its own, deleted with the test.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("inference-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
