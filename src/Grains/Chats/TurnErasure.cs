using System.Collections.Immutable;
using Inference.Messages;

namespace Inference.Chats;

/// <summary>Takes a completion's messages out of a conversation, and what makes no sense without them: a model's server refuses a tool's result without its call, and the reverse.</summary>
internal sealed class TurnErasure
{
    private readonly string _completionId;
    private readonly List<Message> _left = [];
    private readonly List<Message> _deleted = [];
    private readonly HashSet<string> _goneCalls = new(StringComparer.Ordinal);

    public TurnErasure(ImmutableArray<Message> conversation, string completionId)
    {
        _completionId = completionId;
        foreach (var message in conversation)
        {
            Read(message);
        }
    }

    /// <summary>The completion's own messages; none when the conversation has no turn of it.</summary>
    public ImmutableArray<Message> Deleted => [.. _deleted];

    /// <summary>The conversation from now on.</summary>
    public ImmutableArray<Message> Left => [.. _left];

    private void Read(Message message)
    {
        if (message.InferenceLogId == _completionId)
        {
            _deleted.Add(message);
            _goneCalls.UnionWith(message.ToolCalls.Select(call => call.Id));
            if (message is { Role: Role.Tool, ToolCallId: { } answered })
            {
                TakeBack(answered);
            }

            return;
        }

        if (message is { Role: Role.Tool, ToolCallId: { } call } && _goneCalls.Contains(call))
        {
            return;
        }

        // Some servers number their calls from one in each answer.
        _goneCalls.ExceptWith(message.ToolCalls.Select(made => made.Id));
        _left.Add(message);
    }

    /// <summary>Takes the call, whose result is deleted, out of the message that made it; the message, too, when it said nothing else.</summary>
    private void TakeBack(string call)
    {
        var place = _left.FindLastIndex(message => message.ToolCalls.Any(made => made.Id == call));
        if (place < 0)
        {
            return;
        }

        var caller = _left[place] with { ToolCalls = _left[place].ToolCalls.RemoveAll(made => made.Id == call) };
        if (caller.ToolCalls.IsEmpty && string.IsNullOrEmpty(caller.Content))
        {
            _left.RemoveAt(place);
        }
        else
        {
            _left[place] = caller;
        }
    }
}
