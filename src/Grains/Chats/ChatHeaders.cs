using System.Collections.Immutable;
using Inference.Messages;

namespace Inference.Chats;

/// <summary>How a header changes.</summary>
internal static class ChatHeaders
{
    private const int MaxNameLength = 80;

    /// <summary>After a turn; the first one makes the chat.</summary>
    public static ChatHeader After(ChatHeader? header, TurnResult result, string environment, string chatId, DateTimeOffset now)
    {
        header ??= new ChatHeader
        {
            Id = chatId,
            Environment = environment,
            Owner = result.Caller.Owner,
            Name = NameFrom(result.Messages),
            CreatedAt = now,
            UpdatedAt = now,
        };
        return header with
        {
            Name = result.Name ?? header.Name,
            Settings = header.Settings.With(result.Settings),
            ExpertId = result.ExpertId ?? header.ExpertId,
            Answering = null,
        };
    }

    public static ChatHeader After(ChatHeader header, ChatUpdate update, DateTimeOffset now)
    {
        var settings = header.Settings.With(update.Settings);
        return header with
        {
            Name = update.Name ?? header.Name,
            Settings = settings with
            {
                Model = update.Cleared.Contains("model") ? null : settings.Model,
                Temperature = update.Cleared.Contains("temperature") ? null : settings.Temperature,
                MaxTokens = update.Cleared.Contains("max_tokens") ? null : settings.MaxTokens,
                GuardEnabled = update.Cleared.Contains("guard_enabled") ? null : settings.GuardEnabled,
                RouterEnabled = update.Cleared.Contains("router_enabled") ? null : settings.RouterEnabled,
            },
            UpdatedAt = now,
            Answering = null,
        };
    }

    /// <summary>After messages were deleted: a name that was made of them is made anew of those that are left.</summary>
    public static ChatHeader Without(ChatHeader header, ImmutableArray<Message> deleted, ImmutableArray<Message> left, DateTimeOffset now) => header with
    {
        Name = header.Name == NameFrom(deleted) ? NameFrom(left) : header.Name,
        UpdatedAt = now,
        Answering = null,
    };

    /// <summary>The first line of what the user said first, cut at a word.</summary>
    private static string NameFrom(ImmutableArray<Message> messages)
    {
        var text = (messages.FirstOrDefault(m => m.Role == Role.User)?.Content ?? "").AsSpan().Trim();
        var line = text.IndexOfAny('\r', '\n') is var end and >= 0 ? text[..end].TrimEnd() : text;
        if (line.Length <= MaxNameLength)
        {
            return line.IsEmpty ? "New chat" : line.ToString();
        }

        var cut = line[..(MaxNameLength - 1)];
        cut = cut.LastIndexOf(' ') is var space and > MaxNameLength / 2 ? cut[..space] : cut;
        return string.Concat(char.IsHighSurrogate(cut[^1]) ? cut[..^1] : cut, "…");
    }
}
