using System.Text.Json;

namespace Inference.ModelServers;

/// <summary>The parts of a chat completion request that the server reads.</summary>
internal sealed class ChatRequest(JsonElement body)
{
    public JsonElement Body => body;

    public string Model { get; } = Text(body, "model") ?? "";

    public bool Streams { get; } = Flag(body, "stream");

    public bool AsksForUsage { get; } =
        body.TryGetProperty("stream_options", out var options) && Flag(options, "include_usage");

    /// <summary>The last message's role.</summary>
    public string LastRole => Messages is [.., var last] ? Text(last, "role") ?? "" : "";

    /// <summary>What the last message says; of content in parts, the text.</summary>
    public string LastText => Messages is [.., var last] && last.TryGetProperty("content", out var content) ? TextOf(content) : "";

    /// <summary>The first tool that is offered.</summary>
    public string? FirstTool =>
        body.TryGetProperty("tools", out var tools) && tools.ValueKind == JsonValueKind.Array && tools.GetArrayLength() > 0
            ? Text(tools[0].GetProperty("function"), "name")
            : null;

    public int AssistantMessages => Messages.Count(message => Text(message, "role") == "assistant");

    public int PromptTokens => Messages.Sum(message => 4 + (message.TryGetProperty("content", out var c) ? TextOf(c).Length / 4 : 0));

    private JsonElement[] Messages { get; } =
        body.TryGetProperty("messages", out var messages) && messages.ValueKind == JsonValueKind.Array ? [.. messages.EnumerateArray()] : [];

    /// <summary>The request's first fault, if any.</summary>
    public string? FindFault() =>
        Model.Length == 0 ? "Field required: model"
        : Messages.Length == 0 ? "Field required: messages"
        : body.TryGetProperty("temperature", out var t) && t.ValueKind == JsonValueKind.Number && t.GetDouble() is < 0 or > 2
            ? "temperature must be in [0, 2]"
        : null;

    private static string TextOf(JsonElement content) => content.ValueKind switch
    {
        JsonValueKind.String => content.GetString()!,
        JsonValueKind.Array => string.Concat(content.EnumerateArray().Select(part => Text(part, "text"))),
        _ => "",
    };

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool Flag(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
