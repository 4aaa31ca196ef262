using System.Collections.Immutable;
using Inference.Generating;

namespace Inference.Mutating;

/// <summary>Mutations of the content type.</summary>
internal static class ContentTypeMutations
{
    private static readonly string[] Types =
    [
        "text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=", "application/*", "*/*", "json",
        "application/json; charset=utf-16", "application/json; charset=latin1", "application/json; charset=nonsense", "application/json;charset=\"utf-8\"",
        "application/problem+json", "APPLICATION/JSON", "application/json, text/plain", "application/json;", ";", "application/json; charset=utf-8; charset=utf-16",
        "multipart/form-data; boundary=\"a b\"", "application/jsonp", "application/json\u00e9",
    ];

    public static ImmutableArray<Mutation> All { get; } =
    [
        new("content type: none", (draft, _) => draft.ContentType = null),
        new("content type: empty", (draft, _) => draft.ContentType = ""),
        new("content type: other", (draft, random) => draft.ContentType = KnownValues.Pick(random, Types)),
        new("content type: long", (draft, _) => draft.ContentType += "; a=" + new string('b', 4_000)),
        new("content type: twice", (draft, _) => draft.Headers.Add(("Content-Type", "text/html"))),
    ];
}
