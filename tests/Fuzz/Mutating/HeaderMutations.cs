using System.Collections.Immutable;
using Inference.Generating;

namespace Inference.Mutating;

/// <summary>Mutations of headers that the server reads.</summary>
internal static class HeaderMutations
{
    private static readonly string[] Texts =
    [
        "", " ", "\t", "\u00e9\u00ff", "\u0080", "a,b", "\"quoted\"", "x; y", "%0d%0a", "{{date}}", "-1", "0", "1", "99999999999999999999", "nonsense", new('k', 255), new('k', 256),
        new('k', 8_000), "\u00f0\u009f\u0099\u0082", "\u001b[31m", "a\u0001b",
    ];

    private static readonly string[] Accepts =
        ["*/*", "text/html", "application/xml", "text/event-stream", "application/json;q=0", "text/event-stream;q=0.1, application/json", "nonsense", "", ";;;", "text/*"];

    public static ImmutableArray<Mutation> All { get; } =
    [
        new("header: Idempotency-Key", (draft, random) => Set(draft, "Idempotency-Key", Text(random))),
        new("header: used Idempotency-Key", (draft, random) => Set(draft, "Idempotency-Key", $"fuzz-{random.Next(20)}")),
        new("header: Last-Event-ID", (draft, random) => Set(draft, "Last-Event-ID", Text(random))),
        new("header: X-Correlation-Id", (draft, random) => Set(draft, "X-Correlation-Id", Text(random))),
        new("header: Accept", (draft, random) => Set(draft, "Accept", KnownValues.Pick(random, Accepts))),
        new("header: x-request-id", (draft, random) => Set(draft, "x-request-id", Text(random))),
        new("header: X-Forwarded-For", (draft, random) => Set(draft, "X-Forwarded-For", Text(random))),
        new("header: two keys", TwoKeys),
        new("header: other scheme", OtherScheme),
        new("header: X-HTTP-Method-Override", (draft, _) => Set(draft, "X-HTTP-Method-Override", "DELETE")),
        new("header: Range", (draft, _) => Set(draft, "Range", "bytes=0-1")),
        new("header: If-None-Match", (draft, _) => Set(draft, "If-None-Match", "*")),
        new("header: traceparent", (draft, random) => Set(draft, "traceparent", random.Next(2) == 0 ? "00-zz" : "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")),
        new("header: Expect", (draft, _) => Set(draft, "Expect", "100-continue")),
    ];

    private static string Text(Random random) => KnownValues.Pick(random, Texts);

    private static void Set(RequestDraft draft, string name, string value)
    {
        draft.Headers.RemoveAll(header => header.Name == name);
        draft.Headers.Add((name, value));
    }

    private static void TwoKeys(RequestDraft draft, Random random)
    {
        draft.Headers.Add((random.Next(2) == 0 ? "x-api-key" : "x-neo-api-key", "another"));
        // Which of them counts is the server's choice.
        draft.Credential = draft.Credential with { IsKnown = false, IsTrusted = false };
    }

    private static void OtherScheme(RequestDraft draft, Random random)
    {
        draft.KeyHeader = null;
        draft.Headers.Add(("Authorization", KnownValues.Pick(random, ["", "Bearer", "Bearer ", "Basic YTpi", $"bearer {draft.Credential.Key}", $"Bearer  {draft.Credential.Key}", "Bearer a b"])));
        draft.Credential = Wire.Credential.None;
    }
}
