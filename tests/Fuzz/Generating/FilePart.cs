using System.Text;

namespace Inference.Generating;

/// <summary>One part of a multipart body.</summary>
internal sealed record FilePart(string Header, byte[] Content)
{
    public const string Boundary = "fuzz-boundary-7d3f";

    public const string MediaType = $"multipart/form-data; boundary={Boundary}";

    public static FilePart Named(string fileName, string type, byte[] content) =>
        new($"Content-Disposition: form-data; name=\"files\"; filename=\"{fileName}\"\r\nContent-Type: {type}", content);

    public static byte[] Join(IEnumerable<FilePart> parts)
    {
        var body = new MemoryStream();
        foreach (var part in parts)
        {
            body.Write(Encoding.UTF8.GetBytes($"--{Boundary}\r\n{part.Header}\r\n\r\n"));
            body.Write(part.Content);
            body.Write("\r\n"u8);
        }

        body.Write(Encoding.UTF8.GetBytes($"--{Boundary}--\r\n"));
        return body.ToArray();
    }
}
