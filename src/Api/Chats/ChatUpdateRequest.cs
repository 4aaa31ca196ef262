using System.ComponentModel.DataAnnotations;
using Inference.Binding;

namespace Inference.Chats;

/// <summary>A change to a chat: only the fields that are given change; null clears a setting.</summary>
internal sealed record ChatUpdateRequest : IPatch
{
    [StringLength(256)]
    public string? Name { get; init; }

    public string? Model { get; init; }

    [Range(1, int.MaxValue)]
    public int? MaxTokens { get; init; }

    [Range(0.0, 2.0)]
    public double? Temperature { get; init; }

    public bool? GuardEnabled { get; init; }

    public bool? RouterEnabled { get; init; }

    /// <summary>Replaces the conversation.</summary>
    public IReadOnlyList<StoredMessageBody>? Messages { get; init; }

    /// <summary>Replaces the latest answer, or adds it where the conversation waits for one.</summary>
    public LastResponseBody? LastResponse { get; init; }

    internal ChatUpdate ToUpdate(IReadOnlyList<string> cleared, DateTimeOffset now) => new()
    {
        Name = Name,
        Settings = new ChatSettings
        {
            Model = Model,
            Temperature = Temperature,
            MaxTokens = MaxTokens,
            GuardEnabled = GuardEnabled,
            RouterEnabled = RouterEnabled,
        },
        Messages = Messages is null ? null : [.. Messages.Select(m => m.ToMessage(now))],
        LastAnswer = LastResponse?.ToMessage(now),
        Cleared = [.. cleared],
    };
}
