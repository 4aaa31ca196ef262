using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using Inference.Generating;

namespace Inference.Mutating;

/// <summary>Mutations of a body's bytes, regardless of their meaning.</summary>
internal static class BytesMutations
{
    private const int MoreThanIsTaken = 1_100_000;

    public static ImmutableArray<Mutation> All { get; } =
    [
        new("bytes: cut short", (draft, random) => Change(draft, body => body[..random.Next(body.Length)])),
        new("bytes: none", (draft, _) => draft.Bytes = []),
        new("bytes: byte order mark", (draft, _) => Change(draft, body => [0xEF, 0xBB, 0xBF, .. body])),
        new("bytes: two marks", (draft, _) => Change(draft, body => [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF, .. body])),
        new("bytes: UTF-16", (draft, _) => Change(draft, body => Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(body)))),
        new("bytes: UTF-16 with mark", (draft, _) => Change(draft, body => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Encoding.UTF8.GetString(body))])),
        new("bytes: not UTF-8", (draft, random) => Insert(draft, random, [0xFF, 0xC0, 0xAF])),
        new("bytes: half of UTF-8", (draft, random) => Insert(draft, random, [0xE2, 0x82])),
        new("bytes: surrogate in UTF-8", (draft, random) => Insert(draft, random, [0xED, 0xA0, 0x80])),
        new("bytes: NUL", (draft, random) => Insert(draft, random, [0])),
        new("bytes: changed", Flip),
        new("bytes: line ends", (draft, random) => Insert(draft, random, "\r\n\r\n"u8.ToArray())),
        new("bytes: trailing comma", (draft, _) => Change(draft, body => [.. body[..^Math.Min(1, body.Length)], .. ",}"u8])),
        new("bytes: comment", (draft, _) => Change(draft, body => [.. "/* a comment */"u8, .. body])),
        new("bytes: twice", (draft, _) => Change(draft, body => [.. body, .. body])),
        new("bytes: text after", (draft, _) => Change(draft, body => [.. body, .. " null"u8])),
        new("bytes: white space", (draft, _) => Change(draft, body => [.. Encoding.ASCII.GetBytes(new string(' ', 50_000)), .. body])),
        new("bytes: too many", (draft, _) => Change(draft, body => [.. body, .. Encoding.ASCII.GetBytes(new string(' ', MoreThanIsTaken))])),
        new("bytes: compressed", Compress),
        new("bytes: only brackets", (draft, random) => draft.Bytes = Encoding.ASCII.GetBytes(new string(random.Next(2) == 0 ? '[' : '{', 100_000))),
    ];

    private static void Change(RequestDraft draft, Func<byte[], byte[]> change) => draft.Bytes = change(draft.ToBody());

    private static void Insert(RequestDraft draft, Random random, byte[] bytes) => Change(draft, body =>
    {
        var at = random.Next(body.Length + 1);
        return [.. body[..at], .. bytes, .. body[at..]];
    });

    private static void Flip(RequestDraft draft, Random random) => Change(draft, body =>
    {
        for (var times = random.Next(1, 4); times > 0 && body.Length > 0; times--)
        {
            body[random.Next(body.Length)] = (byte)random.Next(256);
        }

        return body;
    });

    private static void Compress(RequestDraft draft, Random random)
    {
        var packed = new MemoryStream();
        using (Stream stream = random.Next(2) == 0 ? new GZipStream(packed, CompressionMode.Compress) : new BrotliStream(packed, CompressionMode.Compress))
        {
            stream.Write(draft.ToBody());
        }

        draft.Bytes = packed.ToArray();
        draft.Headers.Add(("Content-Encoding", random.Next(2) == 0 ? "gzip" : "br"));
    }
}
