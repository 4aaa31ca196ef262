using System.Text;
using Inference.OpenApi;

namespace Inference.Wire;

/// <summary>A request as it goes over the wire.</summary>
internal sealed record WireRequest
{
    /// <summary>Its place in the run; follow-ups have the number of the request that they follow.</summary>
    public required int Number { get; init; }

    public required Operation Operation { get; init; }

    public required string Method { get; init; }

    public required string Target { get; init; }

    /// <summary>Names and values in Latin-1.</summary>
    public required IReadOnlyList<(string Name, string Value)> Headers { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    public required Credential Credential { get; init; }

    /// <summary>Its mutations; empty when it is valid.</summary>
    public required IReadOnlyList<string> Mutations { get; init; }

    public string Version { get; init; } = "HTTP/1.1";

    /// <summary>How many bytes of the body are sent before the client stops sending; all of them when <see langword="null"/>.</summary>
    public int? CutAt { get; init; }

    /// <summary>Whether it is broken as HTTP: the server may then refuse it without a word, or close the connection.</summary>
    public bool BreaksHttp { get; init; }

    public bool IsValid => Mutations.Count == 0;

    public bool IsStream => Headers.Any(header => header.Name == "Accept" && header.Value == "text/event-stream");

    public byte[] ToBytes()
    {
        var head = new StringBuilder().Append(Method).Append(' ').Append(Target).Append(' ').Append(Version).Append("\r\n");
        foreach (var (name, value) in Headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. Body.Span[..(CutAt ?? Body.Length)]];
    }
}
