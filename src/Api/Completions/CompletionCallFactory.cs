using System.Text.Json;
using Inference.Completions.Contract;
using Inference.Identity;
using Inference.Messages;
using Inference.Validation;

namespace Inference.Completions;

/// <summary>Maps a request to the call that the cluster runs.</summary>
internal static class CompletionCallFactory
{
    /// <summary><c>POST /v1/chats</c>: guarded, routed and kept unless the request or the configuration says otherwise.</summary>
    public static CompletionCall ForChats(CompletionRequest request, Caller caller, string? correlationId) =>
        Of(request, caller, correlationId, CompletionCall.ChatsApi) with { Keep = true, GuardedByDefault = true, NamesChat = true, IncludesUsage = true };

    /// <summary>The OpenAI-compatible form: plain, and kept only when the request says so.</summary>
    public static CompletionCall ForOpenAI(CompletionRequest request, Caller caller, string? correlationId) =>
        Of(request, caller, correlationId, CompletionCall.OpenAIApi) with
        {
            Keep = request.Store is true,
            IncludesUsage = request.StreamOptions?.IncludeUsage is true,
        };

    private static CompletionCall Of(CompletionRequest request, Caller caller, string? correlationId, string api) => new()
    {
        Caller = caller,
        Api = api,
        Messages = [.. request.Messages.Select(m => m.ToMessage())],
        ChatId = request.Id,
        Name = request.Name,
        Model = request.Model,
        Sampling = SamplingOf(request),
        Tools = request.Tools is { Count: > 0 } tools ? [.. tools.Select(t => t.ToTool())] : [],
        Echo = request.Echo is true,
        ExpertIds = request.ExpertIds is { Count: > 0 } experts ? [.. experts.Distinct()] : [],
        GuardEnabled = request.GuardEnabled,
        GuardReasoning = request.GuardReasoningEnabled is true,
        RouterEnabled = request.RouterEnabled,
        RouterReasoning = request.RouterReasoningEnabled is true,
        AttributedKeyId = caller.IsAdmin ? request.ApiKey ?? caller.KeyId : caller.KeyId,
        User = request.User,
        Type = request.Type ?? "chat",
        Tags = request.Tags is { Count: > 0 } tags ? [.. tags] : [],
        Metadata = request.Metadata is { Count: > 0 } metadata
            ? JsonSerializer.Serialize(metadata, ApiJson.Default.IReadOnlyDictionaryStringJsonElement)
            : null,
        CorrelationId = correlationId,
        Stream = request.Stream is true,
    };

    private static Sampling SamplingOf(CompletionRequest request) => new()
    {
        Temperature = request.Temperature,
        TopP = request.TopP,
        MaxTokens = request.MaxCompletionTokens ?? request.MaxTokens,
        Stop = request.Stop is { Count: > 0 } stop ? [.. stop] : [],
        Seed = request.Seed,
        PresencePenalty = request.PresencePenalty,
        FrequencyPenalty = request.FrequencyPenalty,
        ReasoningEffort = request.ReasoningEffort,
        ToolChoice = Raw(request.ToolChoice),
        ParallelToolCalls = request.ParallelToolCalls,
        ResponseFormat = Raw(request.ResponseFormat),
        Extra = JsonMembers.Append(request.Extra, "stream_options", request.StreamOptions?.Extra),
    };

    private static string? Raw(JsonElement? json) =>
        json is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } value ? value.GetRawText() : null;
}
