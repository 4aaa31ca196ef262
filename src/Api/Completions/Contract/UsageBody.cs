using System.Text.Json;
using System.Text.Json.Serialization;
using Inference.Messages;
using Inference.OpenApi;
using Inference.Validation;

namespace Inference.Completions.Contract;

/// <summary>The tokens of an answer, with what else the model's server reports of them.</summary>
internal sealed record UsageBody
{
    public required int PromptTokens { get; init; }

    public required int CompletionTokens { get; init; }

    public required int TotalTokens { get; init; }

    /// <summary>What the prompt's tokens are made of, as the model's server reports it.</summary>
    [ShownAs("object")]
    public JsonElement? PromptTokensDetails { get; init; }

    /// <summary>What the answer's tokens are made of, as the model's server reports it.</summary>
    [ShownAs("object")]
    public JsonElement? CompletionTokensDetails { get; init; }

    /// <summary>The other members of the model server's usage.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Others { get; set; }

    internal static UsageBody From(Usage usage)
    {
        var body = new UsageBody { PromptTokens = usage.PromptTokens, CompletionTokens = usage.CompletionTokens, TotalTokens = usage.TotalTokens };
        return usage.Details is { } details && FreeJson.Read(details) is { ValueKind: JsonValueKind.Object } members ? body.With(members) : body;
    }

    /// <summary>Takes the server's members, the last of each name, as far as clients can read them; the sums are ours.</summary>
    private UsageBody With(JsonElement members)
    {
        var others = members.EnumerateObject().Where(member => !FreeJson.IsTooDeep(member.Value)).GroupBy(member => member.Name, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Last().Value, StringComparer.Ordinal);
        foreach (var ours in (ReadOnlySpan<string>)["prompt_tokens", "completion_tokens", "total_tokens"])
        {
            others.Remove(ours);
        }

        return this with
        {
            PromptTokensDetails = Take(others, "prompt_tokens_details"),
            CompletionTokensDetails = Take(others, "completion_tokens_details"),
            Others = others.Count > 0 ? others : null,
        };
    }

    private static JsonElement? Take(Dictionary<string, JsonElement> members, string name) =>
        members.Remove(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;
}
