using Inference.Checking;
using Inference.Recording;

namespace Inference.Chaos;

/// <summary>A history in which nothing is wrong, to be spoilt by tests.</summary>
internal static class ChaosSamples
{
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Two turns of a chat, a completion of its own and an unknown turn that is in the chat; each kind of fault; uploads, keys and limits.</summary>
    public static History Clean => new()
    {
        Completions =
        [
            Turn("first", 0, 1),
            Turn("second", 2, 3),
            Turn("lost", 4, 5) with { Outcome = Outcome.Unknown, Answer = null, CompletionId = null, ChatId = null },
            Turn("third", 6, 7),
            Turn("alone", 1, 2) with { Kind = "completion", Conversation = null, ChatId = null },
        ],
        Uploads =
        [
            Upload("one", "Ann", "Bob", "Cid"),
            Upload("two", "Dan", "Bob", "Cid") with { Conflicting = ["Bob", "Cid"], Earlier = "one", Resolution = "overwrite" },
            Upload("three", "Eve") with { Outcome = Outcome.Unknown },
        ],
        Keys =
        [
            Key(KeyOperation.Create, "old", 0),
            Key(KeyOperation.Rename, "new", 2),
            Key(KeyOperation.Revoke, "new", 4),
        ],
        KeyUses = [Use("key_1", 3), Use("key_1", 4.5), Use("key_1", 6) with { Status = 401 }, Use("key_free", 10)],
        LimitedKeys = [new LimitedKey("key_free", PerMinute: 3, PerDay: 10, DateOnly.FromDateTime(Start.Date), UsedOfDay: 4)],
        StatisticsReads = [new StatisticsRead("turn", 2, At(3.5), At(3.6))],
        Probes = [],
        Faults = [.. Enum.GetValues<FaultKind>().Select(kind => new Fault(kind, "it", At(300), At(301)))],
    };

    public static FinalState Kept => new()
    {
        Chats = [Chat("first", "second", "lost", "third")],
        Logs = [Log("first"), Log("second"), Log("lost"), Log("third"), Log("alone") with { Type = "completion" }],
        Statistics = [SumsOf(5), SumsOf(4) with { Type = "turn" }],
        Personas = [new("Ann", "one"), new("Bob", "two"), new("Cid", "two"), new("Dan", "two"), new("Eve", "three")],
        Keys = [new StoredKey("key_1", "new", IsActive: false), new StoredKey("key_free", "free", IsActive: true, DateOnly.FromDateTime(Start.Date), 8)],
    };

    public static DateTimeOffset At(double seconds) => Start.AddSeconds(seconds);

    public static CompletionOperation Turn(string question, double began, double ended) => new()
    {
        Kind = "turn",
        Conversation = "talk",
        Question = question,
        Outcome = Outcome.Acknowledged,
        Answer = $"You said: {question}",
        CompletionId = $"chatcmpl-{question}",
        ChatId = "chat_1",
        Began = At(began),
        Ended = At(ended),
    };

    public static UploadOperation Upload(string name, params string[] rows) => new()
    {
        Upload = name,
        Rows = [.. rows],
        Outcome = Outcome.Acknowledged,
        Began = Start,
        Ended = Start,
    };

    public static KeyOperation Key(string kind, string name, double ended) => new()
    {
        Kind = kind,
        KeyId = "key_1",
        Name = name,
        Outcome = Outcome.Acknowledged,
        Began = At(ended - 1),
        Ended = At(ended),
    };

    public static KeyUse Use(string key, double began) => new(key, 200, At(began), At(began + 0.1));

    public static StoredChat Chat(params string[] questions) =>
        new("chat_1", [.. questions.SelectMany(question => new[] { new StoredMessage("user", question), new StoredMessage("assistant", $"You said: {question}") })]);

    public static StoredLog Log(string question) => new()
    {
        Id = $"chatcmpl-{question}",
        Succeeded = true,
        Question = question,
        Answer = $"You said: {question}",
        Type = "turn",
        Model = "fast",
        InputTokens = 3,
        OutputTokens = 5,
        LatencyMilliseconds = 20,
    };

    public static StoredStatistics SumsOf(long calls) => new()
    {
        Calls = calls,
        SuccessRate = 1,
        AverageLatency = 20,
        InputTokens = 3 * calls,
        OutputTokens = 5 * calls,
        CallsByModel = System.Collections.Immutable.ImmutableDictionary<string, long>.Empty.Add("fast", calls),
    };
}
