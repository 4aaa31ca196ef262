using System.Collections.Immutable;
using System.Text;
using Inference.Messages;
using Inference.Models.Catalog;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace Inference.Models;

/// <summary>
/// A request in the OpenAI client's own types, which pass through <see cref="IChatClient"/> as they are: raw JSON stays raw, and
/// fields that the client does not know are patched in.
/// </summary>
internal static class OpenAIPrompt
{
    public const string MaxTokens = "max_tokens";
    public const string MaxCompletionTokens = "max_completion_tokens";

    public static List<ChatMessage> Messages(ModelRequest request)
    {
        var messages = new List<ChatMessage>(request.Messages.Length);
        foreach (var message in request.Messages)
        {
            messages.Add(new ChatMessage { Contents = Array.Empty<AIContent>(), RawRepresentation = Raw(message) });
        }

        return messages;
    }

    public static ChatOptions Options(ModelRequest request, ModelEntry model)
    {
        // A new one for every attempt: the client writes its own fields into it.
        return new ChatOptions { RawRepresentationFactory = _ => Raw(request, model) };
    }

    private static OpenAI.Chat.ChatMessage Raw(Message message)
    {
        var text = message.Content ?? "";
        OpenAI.Chat.ChatMessage raw = message.Role switch
        {
            Role.System => new SystemChatMessage(text) { ParticipantName = message.Name },
            Role.Developer => new DeveloperChatMessage(text) { ParticipantName = message.Name },
            Role.User => new UserChatMessage(text) { ParticipantName = message.Name },
            Role.Tool => new ToolChatMessage(message.ToolCallId ?? "", text),
            Role.Assistant => Assistant(message),
        };
        if (message.Parts is { } parts)
        {
            raw.Patch.Set("$.content"u8, Encoding.UTF8.GetBytes(parts));
        }

        return raw;
    }

    private static AssistantChatMessage Assistant(Message message)
    {
        var calls = message.ToolCalls;
        var raw = calls.IsDefaultOrEmpty
            ? new AssistantChatMessage(message.Content ?? "")
            : new AssistantChatMessage(calls.Select(call =>
                ChatToolCall.CreateFunctionToolCall(call.Id, call.Name, BinaryData.FromString(call.Arguments))));
        if (!calls.IsDefaultOrEmpty && message.Content is { Length: > 0 } text)
        {
            raw.Content.Add(ChatMessageContentPart.CreateTextPart(text));
        }

        raw.ParticipantName = message.Name;
        if (message.ReasoningContent is { Length: > 0 } reasoning)
        {
            raw.Patch.Set("$.reasoning_content"u8, reasoning);
        }

        return raw;
    }

    private static ChatCompletionOptions Raw(ModelRequest request, ModelEntry model)
    {
        var sampling = request.Sampling;
        var raw = new ChatCompletionOptions
        {
            // The shortest text that reads back as the float has the digits that the caller gave.
            Temperature = (float?)sampling.Temperature,
            TopP = (float?)sampling.TopP,
            PresencePenalty = (float?)sampling.PresencePenalty,
            FrequencyPenalty = (float?)sampling.FrequencyPenalty,
            Seed = sampling.Seed,
            AllowParallelToolCalls = sampling.ParallelToolCalls,

            // Typed, because a bare null would be converted as the string that it could be, and refused.
            ReasoningEffortLevel = sampling.ReasoningEffort is { } effort ? new ChatReasoningEffortLevel(effort) : default(ChatReasoningEffortLevel?),
            EndUserId = request.User,
        };
        AddLists(raw, sampling.Stop, request.Tools);
        Patch(raw, sampling, model);
        return raw;
    }

    private static void AddLists(ChatCompletionOptions raw, ImmutableArray<string> stops, ImmutableArray<Tool> tools)
    {
        foreach (var stop in stops.IsDefault ? [] : stops)
        {
            raw.StopSequences.Add(stop);
        }

        foreach (var tool in tools.IsDefault ? [] : tools)
        {
            var parameters = tool.Parameters is null ? null : BinaryData.FromString(tool.Parameters);
            raw.Tools.Add(ChatTool.CreateFunctionTool(tool.Name, tool.Description, parameters, tool.Strict));
        }
    }

    private static void Patch(ChatCompletionOptions raw, Sampling sampling, ModelEntry model)
    {
        if (sampling.MaxTokens is { } tokens)
        {
            raw.Patch.Set(model.TakesMaxCompletionTokens ? "$.max_completion_tokens"u8 : "$.max_tokens"u8, tokens);
        }

        if (sampling.ToolChoice is { } choice)
        {
            raw.Patch.Set("$.tool_choice"u8, Encoding.UTF8.GetBytes(choice));
        }

        if (sampling.ResponseFormat is { } format)
        {
            raw.Patch.Set("$.response_format"u8, Encoding.UTF8.GetBytes(format));
        }
    }
}
