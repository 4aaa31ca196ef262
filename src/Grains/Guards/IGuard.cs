using System.Collections.Immutable;
using Inference.Messages;

namespace Inference.Guards;

/// <summary>Judges whether a conversation may be answered: by the <c>local</c> classifier or by a model.</summary>
internal interface IGuard
{
    ValueTask<GuardVerdict> JudgeAsync(GuardQuestion question, CancellationToken cancellationToken);
}

/// <summary><see cref="GuardResult.Safe"/> or a category of risk, with the reason in words.</summary>
internal sealed record GuardVerdict(string Category, string Reasoning, Usage Usage);

/// <summary>What a request makes a model read: a conversation, oldest message first, and what comes with it.</summary>
internal sealed record GuardQuestion(ImmutableArray<Message> Messages)
{
    /// <summary>How many messages were stored before the request; the assistant's among them are a model's own.</summary>
    public int Stored { get; init; }

    public ImmutableArray<Tool> Tools { get; init; } = [];

    /// <summary>JSON whose texts reach the model beside the messages: the format of the answer, the choice of a tool, metadata.</summary>
    public ImmutableArray<string> Documents { get; init; } = [];

    /// <summary>The request's name of the end user, which an expert's context may quote.</summary>
    public string? User { get; init; }

    /// <summary>How much the model is to reason, in words that are its server's.</summary>
    public string? ReasoningEffort { get; init; }

    /// <summary>The texts that end the answer.</summary>
    public ImmutableArray<string> Stop { get; init; } = [];

    /// <summary>The limiter's queue key for the guard's model: an API key's id.</summary>
    public string Queue { get; init; } = "";
}
