using System.Collections.Immutable;
using Inference.Errors;
using Inference.Messages;

namespace Inference.Completions.Pipeline;

/// <summary>The rules by which a request's messages follow those before them.</summary>
internal static class Conversation
{
    /// <summary>The messages, with the calls that tool messages answer filled in.</summary>
    /// <param name="history">The chat's messages before them.</param>
    /// <param name="messages">The request's.</param>
    /// <param name="isTurn">Whether they are a turn of a chat, which has one system message, at its start, and ends with what is to be answered. Others
    /// may be what OpenAI takes: system messages alone or anywhere, an assistant's message at the end for the model to go on with.</param>
    /// <exception cref="InferenceException"><see cref="ErrorKind.InvalidParamValue"/>, naming the first message at fault.</exception>
    public static ImmutableArray<Message> Follow(ImmutableArray<Message> history, ImmutableArray<Message> messages, bool isTurn = true)
    {
        if (isTurn && messages[^1].Role is not (Role.User or Role.Tool))
        {
            throw Wrong(messages.Length - 1, "role", "the last message must be of role user or tool");
        }

        var open = OpenCalls(history);
        var followed = messages.ToBuilder();
        for (var i = 0; i < messages.Length; i++)
        {
            followed[i] = Follow(messages[i], i, takesSystem: !isTurn || (i == 0 && history.IsEmpty), open);
        }

        return followed.MoveToImmutable();
    }

    /// <summary>What users said lately, oldest first, at most <paramref name="count"/> messages.</summary>
    public static ImmutableArray<string> UserMessages(ImmutableArray<Message> history, ImmutableArray<Message> messages, int count)
    {
        var said = new List<string>(count);
        for (var i = history.Length + messages.Length - 1; i >= 0 && said.Count < count; i--)
        {
            var message = i < history.Length ? history[i] : messages[i - history.Length];
            if (message is { Role: Role.User, Content: { Length: > 0 } content })
            {
                said.Add(content);
            }
        }

        said.Reverse();
        return [.. said];
    }

    private static Message Follow(Message message, int index, bool takesSystem, List<string> open)
    {
        switch (message.Role)
        {
            case Role.System or Role.Developer when !takesSystem:
                throw Wrong(index, "role", "there is at most one system message, at the start of the conversation");
            case Role.Tool:
                var call = message.ToolCallId ?? (open.Count == 1
                    ? open[0]
                    : throw Wrong(index, "tool_call_id", $"a tool message says which call it answers; {open.Count} calls are open"));
                return open.Remove(call)
                    ? message with { ToolCallId = call }
                    : throw Wrong(index, "tool_call_id", $"no assistant message before it made a call {InferenceException.Quote(call)} that is still open");
            case Role.Assistant:
                open.Clear();
                open.AddRange(message.ToolCalls.Select(c => c.Id));
                return message;
            default:
                return message;
        }
    }

    /// <summary>The calls of the latest assistant message that no tool message has answered; of an id that a model gave twice, as many as are left.</summary>
    private static List<string> OpenCalls(ImmutableArray<Message> history)
    {
        var answered = new List<string>();
        for (var i = history.Length - 1; i >= 0; i--)
        {
            if (history[i].Role == Role.Assistant)
            {
                return [.. history[i].ToolCalls.Select(c => c.Id).Where(id => !answered.Remove(id))];
            }

            if (history[i] is { Role: Role.Tool, ToolCallId: { } call })
            {
                answered.Add(call);
            }
        }

        return [];
    }

    private static InferenceException Wrong(int index, string field, string message) =>
        new(ErrorKind.InvalidParamValue, $"messages[{index}].{field}: {message}.", $"messages[{index}].{field}");
}
