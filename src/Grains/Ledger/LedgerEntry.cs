using System.Collections.Immutable;
using Inference.Chats;
using Inference.InferenceLogs;
using Inference.Messages;

namespace Inference.Ledger;

/// <summary>What becomes durable together or not at all: a chat's change, and a log row (with its outbox row) or what replaces one.</summary>
public sealed record LedgerEntry
{
    public ChatChange? Chat { get; init; }

    public InferenceLog? Log { get; init; }

    /// <summary>A log that is there already, as it is to be from now on: without its contents. Its numbers and its tags stay as they were.</summary>
    public InferenceLog? Erased { get; init; }
}

/// <summary>A change to one chat, which applies only to the chat as the grain knew it.</summary>
public sealed record ChatChange
{
    public required string Environment { get; init; }

    public required string ChatId { get; init; }

    /// <summary>The header's version that the grain knows; 0 when there is no chat yet.</summary>
    public required long ExpectedVersion { get; init; }

    /// <summary>The message count that the grain knows.</summary>
    public required int ExpectedCount { get; init; }

    /// <summary>The header to store, which adds one to its version; <see langword="null"/> leaves it as it is.</summary>
    public ChatHeader? Header { get; init; }

    /// <summary>Appended at <see cref="ExpectedCount"/>, or at 0 when <see cref="ReplacesMessages"/>.</summary>
    public ImmutableArray<Message> Messages { get; init; } = [];

    /// <summary>Whether the messages that were there are deleted first.</summary>
    public bool ReplacesMessages { get; init; }

    /// <summary>Whether chat and messages are deleted.</summary>
    public bool Deletes { get; init; }
}
