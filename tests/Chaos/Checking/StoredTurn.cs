namespace Inference.Checking;

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
