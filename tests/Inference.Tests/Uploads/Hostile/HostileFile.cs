namespace Inference.Uploads.Hostile;

/// <summary>A file that means no good, made when it is asked for.</summary>
internal sealed record HostileFile(string Name, Func<byte[]> Make)
{
    public static HostileFile Text(string name, Repeated content) => new(name, () =>
    {
        using var stream = new MemoryStream();
        content.WriteTo(stream);
        return stream.ToArray();
    });
}
