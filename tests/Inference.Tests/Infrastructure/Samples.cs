using Inference.Chats;
using Inference.InferenceLogs;
using Inference.Ledger;
using Inference.Messages;

namespace Inference.Infrastructure;

/// <summary>Things to store, with the fields that a test does not care about filled in.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static string NewId(string prefix) => prefix + Guid.NewGuid().ToString("n");

    public static InferenceLog Log(string id, string environment = "prod", int second = 0) => new()
    {
        Id = id,
        Environment = environment,
        Owner = "anna",
        Api = "/v1/chats",
        ApiKeyId = "key_1",
        Model = "local",
        Type = "chat",
        Succeeded = true,
        CorrelationId = id,
        CreatedAt = Noon.AddSeconds(second),
        FinishedAt = Noon.AddSeconds(second + 1),
    };

    public static ChatHeader Header(string environment, string id, string name = "A chat", int second = 0, string owner = "anna") => new()
    {
        Id = id,
        Environment = environment,
        Owner = owner,
        Name = name,
        CreatedAt = Noon.AddSeconds(second),
        UpdatedAt = Noon.AddSeconds(second),
    };

    public static Message Message(string content) => new() { Role = Role.User, Content = content };

    /// <summary>A new chat with its first messages.</summary>
    public static ChatChange NewChat(ChatHeader header, params string[] messages) => new()
    {
        Environment = header.Environment,
        ChatId = header.Id,
        ExpectedVersion = 0,
        ExpectedCount = 0,
        Header = header,
        Messages = [.. messages.Select(Message)],
    };
}
