using System.Net;
using System.Text.Json.Nodes;

namespace Inference.Experts;

internal sealed record ExpertsReply(HttpStatusCode Status, JsonObject Body, Uri? Location, bool Replayed)
{
    public string? Code => (string?)Body["error"]?["code"];

    public string? Message => (string?)Body["error"]?["message"];
}
