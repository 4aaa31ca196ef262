using System.Collections.Immutable;
using Inference.Identity;
using Inference.Messages;

namespace Inference.Completions;

/// <summary>One request for an answer, checked for shape and ready to run.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Completions.CompletionCall")]
public sealed record CompletionCall
{
    public const string ChatsApi = "/v1/chats";
    public const string OpenAIApi = "/v1/chat/completions";

    [Id(0)] public required Caller Caller { get; init; }

    /// <summary>The operation: <see cref="ChatsApi"/> or <see cref="OpenAIApi"/>.</summary>
    [Id(1)] public required string Api { get; init; }

    /// <summary>The new part of the conversation when <see cref="ChatId"/> names a chat, the whole of it otherwise.</summary>
    [Id(2)] public required ImmutableArray<Message> Messages { get; init; }

    /// <summary>The chat to go on with.</summary>
    [Id(3)] public string? ChatId { get; init; }

    /// <summary>Whether conversation and answer are kept as a chat.</summary>
    [Id(4)] public bool Keep { get; init; }

    /// <summary>The chat's name.</summary>
    [Id(5)] public string? Name { get; init; }

    [Id(6)] public string? Model { get; init; }

    [Id(7)] public Sampling Sampling { get; init; } = Sampling.None;

    [Id(8)] public ImmutableArray<Tool> Tools { get; init; } = [];

    [Id(9)] public bool Echo { get; init; }

    /// <summary>The experts the router may choose from; empty means all.</summary>
    [Id(10)] public ImmutableArray<string> ExpertIds { get; init; } = [];

    [Id(11)] public bool? GuardEnabled { get; init; }

    [Id(12)] public bool GuardReasoning { get; init; }

    [Id(13)] public bool? RouterEnabled { get; init; }

    [Id(14)] public bool RouterReasoning { get; init; }

    /// <summary>The API key's id that the log names.</summary>
    [Id(15)] public required string AttributedKeyId { get; init; }

    [Id(16)] public string? User { get; init; }

    /// <summary>A free label for the log and its filters.</summary>
    [Id(17)] public string Type { get; init; } = "chat";

    [Id(18)] public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>A flat JSON object, as JSON.</summary>
    [Id(19)] public string? Metadata { get; init; }

    [Id(20)] public string? CorrelationId { get; init; }

    /// <summary>Whether guard and router are on when neither request nor chat says, and the configuration does not turn them off.</summary>
    [Id(22)] public bool GuardedByDefault { get; init; }

    /// <summary>Whether the client reads the answer as it comes.</summary>
    [Id(21)] public bool Stream { get; init; }

    /// <summary>Whether a stream ends with the usage.</summary>
    [Id(23)] public bool IncludesUsage { get; init; }

    /// <summary>Whether answers carry the chat's id in the place of the completion's.</summary>
    [Id(24)] public bool NamesChat { get; init; }

    /// <summary>Whether the client may repeat the call: the completion's id is derived from its Idempotency-Key.</summary>
    [Id(25)] public bool Repeatable { get; init; }

    [Id(26)] public TokenReservation? Reservation { get; init; }
}

/// <summary>Tokens that admission reserved for a call. The completion grain replaces them once by the tokens used.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Completions.TokenReservation")]
public sealed record TokenReservation(
    [property: Id(0)] string KeyId,
    [property: Id(1)] long Window,
    [property: Id(2)] int Tokens);
