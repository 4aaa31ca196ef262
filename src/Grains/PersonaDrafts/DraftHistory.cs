using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Inference.Messages;

namespace Inference.PersonaDrafts;

/// <summary>The dialogue about a draft so far.</summary>
/// <param name="Dialogue">Turns with a role and a content, user and assistant by turns, ready to be answered.</param>
/// <param name="Others">What has another form, or no place in that.</param>
/// <param name="Prompts">What the user said, oldest first.</param>
internal sealed record DraftHistory(ImmutableArray<Message> Dialogue, ImmutableArray<JsonObject> Others, ImmutableArray<string> Prompts)
{
    public static DraftHistory Read(ImmutableArray<string> history)
    {
        var (dialogue, others, prompts) = (new List<Message>(), new List<JsonObject>(), ImmutableArray.CreateBuilder<string>());
        foreach (var item in history.Select(json => JsonNode.Parse(json)!.AsObject()))
        {
            if (PromptOf(item) is { } prompt)
            {
                prompts.Add(prompt);
            }

            // Many servers' templates take only dialogues that a user begins. A system's voice is not a client's to take.
            if (TurnOf(item) is { } turn && (dialogue.Count > 0 || turn.Role == Role.User))
            {
                Add(dialogue, turn);
            }
            else
            {
                others.Add(item);
            }
        }

        // One that has no answer would be followed by another of the user's.
        if (dialogue is [.., { Role: Role.User } last])
        {
            dialogue.RemoveAt(dialogue.Count - 1);
            others.Add(new JsonObject { ["role"] = "user", ["content"] = last.Content });
        }

        return new DraftHistory([.. dialogue], [.. others], prompts.ToImmutable());
    }

    private static void Add(List<Message> dialogue, Message turn)
    {
        if (dialogue is [.., var last] && last.Role == turn.Role)
        {
            dialogue[^1] = last with { Content = $"{last.Content}\n\n{turn.Content}" };
        }
        else
        {
            dialogue.Add(turn);
        }
    }

    private static Message? TurnOf(JsonObject item) => (Text(item, "role"), Text(item, "content")) switch
    {
        ("user", { } content) => new Message { Role = Role.User, Content = content },
        ("assistant", { } content) => new Message { Role = Role.Assistant, Content = content },
        _ => null,
    };

    private static string? PromptOf(JsonObject item) =>
        Text(item, "prompt") ?? (Text(item, "role") == "user" ? Text(item, "content") : null);

    private static string? Text(JsonObject item, string name) =>
        item[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}
