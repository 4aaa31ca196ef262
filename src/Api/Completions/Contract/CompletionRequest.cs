using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Inference.Authentication;
using Inference.Binding;
using Inference.OpenApi;
using Inference.Validation;

namespace Inference.Completions.Contract;

/// <summary>What both completion operations take.</summary>
internal sealed record CompletionRequest : ExtensibleBody, IValidatableObject, IReservesTokens, ILargeBody, ISourceBody
{
    // Reserved tokens of an answer without max_tokens.
    private const int UnstatedAnswerTokens = 500;

    private AnswerEstimate? _estimate;

    [Required, MinLength(1)]
    public required IReadOnlyList<MessageBody> Messages { get; init; }

    /// <summary>A configured model; the default model when left out.</summary>
    public string? Model { get; init; }

    /// <summary>The chat to go on with.</summary>
    public string? Id { get; init; }

    /// <summary>The chat's name.</summary>
    [StringLength(256)]
    public string? Name { get; init; }

    public bool? Stream { get; init; }

    [Range(1, int.MaxValue)]
    public int? MaxTokens { get; init; }

    [Range(0.0, 2.0)]
    public double? Temperature { get; init; }

    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double? TopP { get; init; }

    /// <summary>Put the last user message before the answer, in the answer's content.</summary>
    public bool? Echo { get; init; }

    /// <summary>The experts the router may choose from; one alone is used without routing; unknown ids are 400.</summary>
    public IReadOnlyList<string>? ExpertIds { get; init; }

    public bool? GuardEnabled { get; init; }

    public bool? GuardReasoningEnabled { get; init; }

    public bool? RouterEnabled { get; init; }

    public bool? RouterReasoningEnabled { get; init; }

    /// <summary>The id of the API key that an admin key's call is logged for, one of the same environment; ignored otherwise; never a secret.</summary>
    [StringLength(64), RegularExpression(@".*\S.*", ErrorMessage = "must not be blank")]
    public string? ApiKey { get; init; }

    /// <summary>The end user, for the log and its filters.</summary>
    [StringLength(256)]
    public string? User { get; init; }

    /// <summary>Free label for the log and its filters.</summary>
    [StringLength(64)]
    public string? Type { get; init; }

    [MaxLength(50), ItemLength(64)]
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Keys up to 40 characters; string values up to 500; no nesting.</summary>
    [ShownAs("object", EntryTypes = ["string", "number", "boolean", "null"])]
    public IReadOnlyDictionary<string, JsonElement>? Metadata { get; init; }

    public bool? Store { get; init; }

    public IReadOnlyList<ToolBody>? Tools { get; init; }

    public JsonElement? ToolChoice { get; init; }

    public bool? ParallelToolCalls { get; init; }

    [ShownAs("object")]
    public JsonElement? ResponseFormat { get; init; }

    [ShownAs("string", "array", ItemType = "string", MaxItems = 4)]
    [JsonConverter(typeof(StopSequencesConverter))]
    public IReadOnlyList<string>? Stop { get; init; }

    public long? Seed { get; init; }

    [AllowedValues(1)]
    public int? N { get; init; }

    [Range(-2.0, 2.0)]
    public double? PresencePenalty { get; init; }

    [Range(-2.0, 2.0)]
    public double? FrequencyPenalty { get; init; }

    [Range(1, int.MaxValue)]
    public int? MaxCompletionTokens { get; init; }

    public string? ReasoningEffort { get; init; }

    public StreamOptionsBody? StreamOptions { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => CompletionRequestRules.Check(this);

    void ISourceBody.KeepSource(ReadOnlySpan<byte> json) => SourceJson.Keep(json, Messages, Tools ?? []);

    /// <summary>About four characters are a token; the answer is as long as it may be.</summary>
    long IReservesTokens.EstimateTokens()
    {
        var prompt = Messages.Sum(m => m.Content?.Text?.Length ?? 0L) / 4;
        var stated = MaxCompletionTokens ?? MaxTokens;
        return prompt + (_estimate?.Tokens(stated, UnstatedAnswerTokens) ?? stated ?? UnstatedAnswerTokens);
    }

    protected override void OnOthers(IReadOnlyDictionary<string, JsonElement> others) => _estimate = AnswerEstimate.Of(others);
}

internal sealed record StreamOptionsBody : ExtensibleBody
{
    public bool? IncludeUsage { get; init; }
}
