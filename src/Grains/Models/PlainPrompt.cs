using System.Text.Json;
using Inference.Language;
using Inference.Messages;
using Microsoft.Extensions.AI;

namespace Inference.Models;

/// <summary>A request in the abstractions' own types, for clients that run in this process.</summary>
internal static class PlainPrompt
{
    /// <summary>The additional property that names the request's environment.</summary>
    public const string Environment = "environment";

    private static readonly ChatRole Developer = new("developer");

    public static List<ChatMessage> Messages(ModelRequest request)
    {
        var messages = new List<ChatMessage>(request.Messages.Length);
        foreach (var message in request.Messages)
        {
            messages.Add(new ChatMessage(From(message.Role), Contents(message)) { AuthorName = message.Name });
        }

        return messages;
    }

    public static ChatOptions Options(ModelRequest request) => new()
    {
        ModelId = request.Model,
        MaxOutputTokens = request.Sampling.MaxTokens,
        StopSequences = request.Sampling.Stop.IsDefaultOrEmpty ? null : [.. request.Sampling.Stop],
        Seed = request.Sampling.Seed,
        Temperature = (float?)request.Sampling.Temperature,
        AdditionalProperties = request.Environment is { } environment ? new() { [Environment] = environment } : null,
    };

    private static List<AIContent> Contents(Message message)
    {
        if (message.Role == Role.Tool)
        {
            return [new FunctionResultContent(message.ToolCallId ?? "", message.Content)];
        }

        List<AIContent> contents = [];
        if (!string.IsNullOrEmpty(message.Content))
        {
            contents.Add(new TextContent(message.Content));
        }

        foreach (var call in message.ToolCalls.IsDefault ? [] : message.ToolCalls)
        {
            contents.Add(new FunctionCallContent(call.Id, call.Name, Arguments(call)));
        }

        return contents;
    }

    private static Dictionary<string, object?>? Arguments(ToolCall call)
    {
        // A model may have called with something that is not JSON; what it meant is lost, the call is not.
        using var document = LenientJson.TryParse(call.Arguments);
        return document is { RootElement.ValueKind: JsonValueKind.Object }
            ? document.RootElement.EnumerateObject().DistinctBy(field => field.Name).ToDictionary(field => field.Name, field => (object?)field.Value.Clone())
            : null;
    }

    private static ChatRole From(Role role) => role switch
    {
        Role.System => ChatRole.System,
        Role.Developer => Developer,
        Role.User => ChatRole.User,
        Role.Assistant => ChatRole.Assistant,
        Role.Tool => ChatRole.Tool,
    };
}
