using System.Net;
using System.Text.Json.Nodes;

namespace Inference.Infrastructure;

/// <summary>An answer of the API, read to its end.</summary>
internal sealed record RestReply(HttpStatusCode Status, JsonNode Json, Uri? Location, bool Replayed)
{
    public JsonObject Body => Json.AsObject();

    public string? Code => (string?)Body["error"]?["code"];

    public string? Message => (string?)Body["error"]?["message"];
}
