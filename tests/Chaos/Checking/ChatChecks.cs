using Inference.Recording;

namespace Inference.Checking;

/// <summary>Invariants of chats.</summary>
internal static class ChatChecks
{
    public static IEnumerable<string> Once(History history, FinalState state)
    {
        var stored = StoredTurn.Of(state).ToLookup(turn => turn.Question);
        foreach (var turn in history.Completions.Where(operation => operation.Conversation is not null))
        {
            var found = stored[turn.Question].ToList();
            if (turn.Outcome == Outcome.Acknowledged && found.Count == 0)
            {
                yield return $"acknowledged, and in no chat: '{turn.Question}' ({turn.ChatId}, {turn.CompletionId})";
            }
            else if (turn.Outcome == Outcome.Refused && found.Count > 0)
            {
                yield return $"refused, and in the chat {found[0].ChatId}: '{turn.Question}'";
            }
            else if (found.Count > 1)
            {
                yield return $"{found.Count} times in chats: '{turn.Question}' ({string.Join(", ", found.Select(f => $"{f.ChatId} at {f.Position}"))})";
            }
            else if (turn.Outcome == Outcome.Acknowledged && found[0].ChatId != turn.ChatId)
            {
                yield return $"acknowledged in the chat {turn.ChatId} and kept in {found[0].ChatId}: '{turn.Question}'";
            }
        }
    }

    /// <summary>A question asked after an acknowledged answer comes after it.</summary>
    public static IEnumerable<string> InOrder(History history, FinalState state)
    {
        var acknowledged = history.Completions.Where(operation => operation.Outcome == Outcome.Acknowledged).ToLookup(operation => operation.Question);
        foreach (var chat in state.Chats)
        {
            CompletionOperation? latest = null;
            foreach (var turn in StoredTurn.Of(chat).SelectMany(turn => acknowledged[turn.Question].Take(1)))
            {
                if (latest is not null && turn.Ended < latest.Began)
                {
                    yield return $"in the chat {chat.Id} '{turn.Question}' stands after '{latest.Question}', which was asked after it was answered";
                }

                latest = latest is null || turn.Began > latest.Began ? turn : latest;
            }
        }
    }

    public static IEnumerable<string> OnlySentTurns(History history, FinalState state)
    {
        var asked = history.Completions.ToLookup(operation => operation.Question);
        var homes = new Dictionary<string, string>();
        foreach (var chat in state.Chats)
        {
            foreach (var fault in IncompleteTurns(chat))
            {
                yield return fault;
            }

            foreach (var turn in StoredTurn.Of(chat))
            {
                var conversation = asked[turn.Question].FirstOrDefault()?.Conversation;
                if (conversation is null)
                {
                    yield return $"the chat {chat.Id} holds a question that no client sent to a chat: '{turn.Question}'";
                }
                else if (!homes.TryAdd(conversation, chat.Id) && homes[conversation] != chat.Id)
                {
                    yield return $"'{turn.Question}' is in the chat {chat.Id}, and its conversation in {homes[conversation]}";
                }
            }
        }
    }

    /// <summary>The acknowledged answer is the stored one, in the chat as in the log.</summary>
    public static IEnumerable<string> AsAcknowledged(History history, FinalState state)
    {
        var acknowledged = history.Completions.Where(operation => operation.Outcome == Outcome.Acknowledged).ToLookup(operation => operation.Question);
        var kept = StoredTurn.Of(state).Select(turn => ($"the chat {turn.ChatId}", turn.Question, Answer: turn.Answer ?? ""))
            .Concat(state.Logs.Where(log => log.Succeeded).Select(log => ($"the log {log.Id}", log.Question, log.Answer)));
        return kept
            .SelectMany(place => acknowledged[place.Question].Where(operation => operation.Answer != place.Answer), (place, operation) => (place, operation))
            .Select(pair => $"acknowledged '{pair.operation.Answer}' and stored in {pair.place.Item1} '{pair.place.Answer}' ('{pair.operation.Question}')");
    }

    private static IEnumerable<string> IncompleteTurns(StoredChat chat) => chat.Messages
        .Select((message, position) => (message, position))
        .Where(at => at.message.Role != (at.position % 2 == 0 ? "user" : "assistant"))
        .Take(1)
        .Select(at => $"the chat {chat.Id} has half a turn: a message of role {at.message.Role} at {at.position}")
        .Concat(chat.Messages.Length % 2 == 0 ? [] : [$"the chat {chat.Id} ends with half a turn, at {chat.Messages.Length - 1}"]);
}
