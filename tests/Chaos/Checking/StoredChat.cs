using System.Collections.Immutable;

namespace Inference.Checking;

/// <summary>A chat as the API shows it.</summary>
internal sealed record StoredChat(string Id, ImmutableArray<StoredMessage> Messages);

/// <summary>A message as the API shows it.</summary>
internal sealed record StoredMessage(string Role, string Content);

/// <summary>A question in a chat and what follows it.</summary>
internal sealed record StoredTurn(string ChatId, int Position, string Question, string? Answer)
{
    public static IEnumerable<StoredTurn> Of(FinalState state) => state.Chats.SelectMany(Of);

    public static IEnumerable<StoredTurn> Of(StoredChat chat)
    {
        for (var at = 0; at < chat.Messages.Length; at++)
        {
            if (chat.Messages[at].Role == "user")
            {
                var next = at + 1 < chat.Messages.Length ? chat.Messages[at + 1] : null;
                yield return new StoredTurn(chat.Id, at, chat.Messages[at].Content, next is { Role: "assistant" } ? next.Content : null);
            }
        }
    }
}
