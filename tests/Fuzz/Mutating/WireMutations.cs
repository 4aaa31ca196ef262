using System.Collections.Immutable;
using Inference.Generating;

namespace Inference.Mutating;

/// <summary>Mutations of HTTP itself, which no HTTP library would send.</summary>
internal static class WireMutations
{
    public static ImmutableArray<Mutation> All { get; } =
    [
        new("wire: chunked", (draft, _) => draft.IsChunked = draft.ToBody().Length > 0),
        new("wire: HTTP/1.0", (draft, _) => draft.Version = "HTTP/1.0"),
        new("wire: body cut", Cut),
        new("wire: other version", (draft, random) => Break(draft, () => draft.Version = KnownValues.Pick(random, ["HTTP/2.0", "HTTP/0.9", "HTTP/1.1 x", "FTP/1.0", ""]))),
        new("wire: no host", (draft, _) => Break(draft, () => draft.HasHost = false)),
        new("wire: odd host", (draft, random) => BreakHeader(draft, "Host", KnownValues.Pick(random, ["", "a b", "[::1", "x:99999", "\u00e9", "evil.example"]))),
        new("wire: two lengths", (draft, _) => BreakHeader(draft, "Content-Length", "3")),
        new("wire: odd length", (draft, random) => BreakHeader(draft, "Content-Length", KnownValues.Pick(random, ["-1", "1x", "", "99999999999999999999", "0x10", "+5"]))),
        new("wire: length and chunks", LengthAndChunks),
        new("wire: bad chunks", BadChunks),
        new("wire: other coding", (draft, random) => BreakHeader(draft, "Transfer-Encoding", KnownValues.Pick(random, ["gzip", "identity", "chunked, chunked", "xchunked"]))),
        new("wire: odd header name", (draft, random) => BreakHeader(draft, KnownValues.Pick(random, ["a b", "", "\u00e9", "x\u0000", ":", " folded"]), "1")),
        new("wire: huge header", (draft, _) => draft.Headers.Add(("x-huge", new string('h', 50_000)))),
        new("wire: many headers", ManyHeaders),
        new("wire: whole address", (draft, _) => Break(draft, () => draft.Path = "http://evil.example" + draft.Path)),
        new("wire: upgrade", (draft, _) => draft.Headers.AddRange([("Connection", "Upgrade"), ("Upgrade", "websocket")])),
    ];

    private static void Break(RequestDraft draft, Action change)
    {
        change();
        draft.BreaksHttp = true;
    }

    private static void BreakHeader(RequestDraft draft, string name, string value) => Break(draft, () => draft.Headers.Add((name, value)));

    private static void Cut(RequestDraft draft, Random random)
    {
        var position = random.NextDouble();
        if (draft.ToBody() is { Length: > 0 } body)
        {
            (draft.CutAt, draft.BreaksHttp) = ((int)(position * body.Length), true);
        }
    }

    private static void LengthAndChunks(RequestDraft draft, Random random)
    {
        draft.IsChunked = true;
        BreakHeader(draft, "Content-Length", $"{random.Next(10)}");
    }

    private static void BadChunks(RequestDraft draft, Random random)
    {
        draft.Bytes = System.Text.Encoding.ASCII.GetBytes(KnownValues.Pick(random, ["zz\r\n{}\r\n0\r\n\r\n", "-2\r\n{}\r\n0\r\n\r\n", "ffffffffffffffff\r\n{}", "2\r\n{}", "2{}\r\n0\r\n\r\n"]));
        BreakHeader(draft, "Transfer-Encoding", "chunked");
    }

    private static void ManyHeaders(RequestDraft draft, Random random)
    {
        for (var at = random.Next(50, 300); at > 0; at--)
        {
            draft.Headers.Add(($"x-h{at}", "1"));
        }
    }
}
