using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Inference.OpenApi;

namespace Inference.Completions.Contract;

/// <summary>Stored completions in OpenAI's shape.</summary>
internal sealed record CompletionListResponse
{
    [Required, AllowedValues("list")]
    public string Object { get; init; } = "list";

    public required IReadOnlyList<CompletionResponse> Data { get; init; }

    /// <summary>Null when there is none.</summary>
    [ShownAs("string", "null")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required string? FirstId { get; init; }

    [ShownAs("string", "null")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required string? LastId { get; init; }

    public required bool HasMore { get; init; }
}
