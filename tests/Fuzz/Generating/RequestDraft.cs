using System.Globalization;
using System.Text;
using Inference.OpenApi;
using Inference.Trees;
using Inference.Wire;

namespace Inference.Generating;

/// <summary>A request while it is made and mutated.</summary>
internal sealed class RequestDraft(int number, Operation operation)
{
    public Operation Operation => operation;

    public string Method { get; set; } = operation.Method;

    public string Path { get; set; } = operation.Path;

    /// <summary>Names and values as they are sent.</summary>
    public List<(string Name, string Value)> Query { get; } = [];

    public List<(string Name, string Value)> Headers { get; } = [];

    public string? ContentType { get; set; }

    /// <summary>The body before it is bytes; <see langword="null"/> when it has none, or another than JSON.</summary>
    public Tree? Json { get; set; }

    public List<FilePart>? Files { get; set; }

    /// <summary>Replaces the others.</summary>
    public byte[]? Bytes { get; set; }

    public Credential Credential { get; set; } = Credential.None;

    /// <summary>How the key is presented; none when <see langword="null"/>.</summary>
    public string? KeyHeader { get; set; }

    public List<string> Mutations { get; } = [];

    public string Version { get; set; } = "HTTP/1.1";

    public int? CutAt { get; set; }

    public bool BreaksHttp { get; set; }

    public bool IsChunked { get; set; }

    public bool HasHost { get; set; } = true;

    /// <summary>The body's bytes so far, of any kind of content.</summary>
    public byte[] ToBody() =>
        Bytes ?? (Files is not null ? FilePart.Join(Files) : Json is not null ? Encoding.UTF8.GetBytes(Json.ToString()) : []);

    public WireRequest ToWire(string host)
    {
        var body = ToBody();
        var headers = new List<(string, string)>();
        if (HasHost)
        {
            headers.Add(("Host", host));
        }

        if (KeyHeader is not null)
        {
            headers.Add((KeyHeader, KeyHeader == "Authorization" ? $"Bearer {Credential.Key}" : Credential.Key));
        }

        headers.AddRange(Headers);
        if (ContentType is not null)
        {
            headers.Add(("Content-Type", ContentType));
        }

        if (IsChunked)
        {
            headers.Add(("Transfer-Encoding", "chunked"));
            body = ToChunks(body);
        }
        else if (body.Length > 0 || operation.BodyType is not null)
        {
            headers.Add(("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture)));
        }

        var query = string.Join('&', Query.Select(part => part.Value.Length == 0 ? part.Name : $"{part.Name}={part.Value}"));
        var target = query.Length == 0 ? Path : $"{Path}?{query}";
        // What Kestrel takes: 8 KiB of a request line, 32 KiB and 100 lines of headers.
        var isTooMuch = Method.Length + target.Length > 8_150 || headers.Count > 100 || headers.Sum(header => header.Item1.Length + header.Item2.Length + 4) > 32_000;
        return new WireRequest
        {
            Number = number,
            Operation = operation,
            Method = Method,
            Target = target,
            Headers = headers,
            Body = body,
            Credential = Credential,
            Mutations = Mutations,
            Version = Version,
            CutAt = CutAt is { } cut ? Math.Min(cut, body.Length) : null,
            BreaksHttp = BreaksHttp || isTooMuch || headers.Exists(header => header.Item2.Any(character => character is (< ' ' and not '\t') or > '~')),
        };
    }

    private static byte[] ToChunks(byte[] body)
    {
        var half = body.Length / 2;
        return [.. Chunk(body.AsSpan(0, half)), .. Chunk(body.AsSpan(half)), .. "0\r\n\r\n"u8];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> data) =>
        data.IsEmpty ? [] : [.. Encoding.ASCII.GetBytes($"{data.Length:x}\r\n"), .. data, .. "\r\n"u8];
}
