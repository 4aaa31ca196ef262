using Inference.Errors;
using Inference.Identity;
using Inference.InferenceLogs;
using Inference.Paging;

namespace Inference.Chats;

/// <summary>One conversation: gives out its turns one at a time and commits them. Get it with <see cref="ChatGrainFactory.GetChat"/>.</summary>
[Alias("Inference.Chats.IChatGrain")]
public interface IChatGrain : IGrainWithStringKey
{
    /// <summary>Takes the next turn for a completion, until it is committed or given up. Safe to repeat.</summary>
    /// <exception cref="InferenceException">
    /// <see cref="ErrorKind.ResourceNotFound"/>, or <see cref="ErrorKind.ResourceConflict"/> while another completion answers.
    /// </exception>
    Task<Turn> BeginTurnAsync(Caller caller, string completionId, CancellationToken cancellationToken = default);

    /// <summary>Stores the turn's messages and log as one. A chat begins with its first turn. Safe to repeat.</summary>
    /// <exception cref="InferenceException">
    /// <see cref="ErrorKind.ResourceConflict"/> when the chat has moved on, <see cref="ErrorKind.ResourceNotFound"/> when it was deleted; nothing is stored.
    /// </exception>
    Task CommitTurnAsync(TurnResult result);

    /// <summary>Gives the turn up: the conversation stays as it was.</summary>
    Task AbandonTurnAsync(string completionId);

    /// <summary>What a completion would be given, without taking the turn.</summary>
    /// <exception cref="InferenceException"><see cref="ErrorKind.ResourceNotFound"/>.</exception>
    Task<Turn> PeekTurnAsync(Caller caller, CancellationToken cancellationToken = default);

    /// <summary>The whole conversation, or <see langword="null"/> when the caller sees no such chat.</summary>
    Task<Chat?> GetAsync(Caller caller, CancellationToken cancellationToken = default);

    /// <summary>The latest messages, or the latest before a position; its cost does not depend on how long the chat is.</summary>
    Task<Chat?> GetWindowAsync(Caller caller, int size, int? before, CancellationToken cancellationToken = default);

    /// <summary>Changes the fields that are given.</summary>
    /// <exception cref="InferenceException">
    /// <see cref="ErrorKind.ResourceNotFound"/>, or <see cref="ErrorKind.ResourceConflict"/> when the messages are to change while the
    /// chat is answering.
    /// </exception>
    Task<Chat> UpdateAsync(Caller caller, ChatUpdate update, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes a completion's turn, where the caller sees the chat and it holds one, and replaces the completion's log, as one. A chat that the turn was all
    /// of is deleted when <paramref name="deletesEmptyChat"/>. Safe to repeat.
    /// </summary>
    /// <param name="caller">Who deletes.</param>
    /// <param name="erased">The log without contents.</param>
    /// <param name="deletesEmptyChat">Whether a chat without messages is of no use.</param>
    /// <exception cref="InferenceException"><see cref="ErrorKind.ResourceConflict"/> while the chat is answering; nothing is deleted.</exception>
    Task EraseTurnAsync(Caller caller, InferenceLog erased, bool deletesEmptyChat);

    /// <summary>Whether there was a chat to delete that the caller sees.</summary>
    Task<bool> DeleteAsync(Caller caller, CancellationToken cancellationToken = default);
}

/// <summary>Lists chats, each with its latest messages, without activating any. A stateless worker; use key 0.</summary>
[Alias("Inference.Chats.IChatQueryGrain")]
public interface IChatQueryGrain : IGrainWithIntegerKey
{
    /// <summary>Newest first; with a name, only chats whose name contains that text in any case.</summary>
    Task<Page<Chat>> ListAsync(Caller caller, string? name, PageRequest page, CancellationToken cancellationToken = default);
}

/// <summary>The only place that knows how a chat's key is built.</summary>
public static class ChatGrainFactory
{
    public static IChatGrain GetChat(this IGrainFactory grains, string environment, string chatId) =>
        GrainReferences<IChatGrain>.Get(grains, EnvironmentKey.Format(environment, chatId));

    public static IChatQueryGrain GetChatQueries(this IGrainFactory grains) => grains.GetGrain<IChatQueryGrain>(0);
}
