using System.Text.Json.Nodes;

namespace Inference.Infrastructure;

/// <summary>Reads the parts of the API's JSON that many tests look at.</summary>
internal static class ReplyJson
{
    /// <summary>The only choice of a completion or of a chunk.</summary>
    public static JsonNode Choice(this JsonNode completion) => completion["choices"]![0]!;

    public static string? AnswerText(this JsonNode completion) => (string?)completion.Choice()["message"]!["content"];

    public static string? FinishReason(this JsonNode completion) => (string?)completion.Choice()["finish_reason"];

    public static JsonNode Delta(this JsonNode chunk) => chunk.Choice()["delta"]!;

    public static string? DeltaText(this JsonNode chunk) => (string?)chunk.Delta()["content"];

    public static string? ErrorCode(this JsonNode reply) => (string?)reply["error"]!["code"];

    public static string? ErrorParameter(this JsonNode reply) => (string?)reply["error"]!["param"];

    public static string? ErrorMessage(this JsonNode reply) => (string?)reply["error"]!["message"];
}
