using System.Text;
using System.Text.Json.Nodes;
using Inference.Processes;

namespace Inference.Http;

/// <summary>Requests as bytes.</summary>
internal static class RawRequest
{
    public static byte[] Post(string path, JsonObject body, params ReadOnlySpan<(string Name, string Value)> headers)
    {
        var more = "";
        foreach (var (name, value) in headers)
        {
            more += $"{name}: {value}\r\n";
        }

        var json = body.ToJsonString();
        return Encoding.UTF8.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {Server.AdminKey}\r\nAccept: */*\r\n"
            + $"{more}Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");
    }

    /// <summary>A question of 0.2 KB, as every variant asks it.</summary>
    public static JsonObject Question(string model) => new()
    {
        ["model"] = model,
        ["messages"] = new JsonArray(new JsonObject
        {
            ["role"] = "user",
            ["content"] = "When does the museum open on Fridays, and where do I have to leave a bag that is larger than a cabin case?",
        }),
    };

    public static JsonObject With(this JsonObject body, string name, JsonNode value)
    {
        body[name] = value;
        return body;
    }
}
