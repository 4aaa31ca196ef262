using System.Collections.Immutable;
using Inference.Errors;
using Inference.Messages;

namespace Inference.Models;

/// <summary>Calls a model of the catalog, local or remote, with retries, fallbacks and timeouts.</summary>
/// <remarks>
/// Both fail with an <see cref="InferenceException"/>: <see cref="ErrorKind.ModelNotFound"/>, <see cref="ErrorKind.ModelError"/>,
/// <see cref="ErrorKind.ModelTimeout"/> or <see cref="ErrorKind.InvalidParamValue"/> when the model's server refused the request as wrong.
/// </remarks>
internal interface IModelClient
{
    Task<ModelAnswer> SendAsync(ModelRequest request, CancellationToken cancellationToken);

    /// <summary>The last update brings finish reason and usage; usage is counted here where the server sends none.</summary>
    IAsyncEnumerable<ModelUpdate> StreamAsync(ModelRequest request, CancellationToken cancellationToken);
}

/// <summary>What a model is asked.</summary>
internal sealed record ModelRequest
{
    /// <summary>A name of the catalog.</summary>
    public required string Model { get; init; }

    /// <summary>The whole prompt, system message first.</summary>
    public required ImmutableArray<Message> Messages { get; init; }

    public Sampling Sampling { get; init; } = Sampling.None;

    public ImmutableArray<Tool> Tools { get; init; } = [];

    /// <summary>Whose turn it is where requests wait for the model's server: an API key's id.</summary>
    public string Queue { get; init; } = "";

    /// <summary>The environment whose experts the local model may tell of; <see langword="null"/> where no person reads the answer.</summary>
    public string? Environment { get; init; }

    /// <summary>Whether words of the local model do where another form is asked for: of a caller that has rules of its own in their place.</summary>
    public bool TakesLocalWords { get; init; }

    /// <summary>The end user, passed on to the model's server.</summary>
    public string? User { get; init; }
}

/// <summary>A model's whole answer.</summary>
internal sealed record ModelAnswer
{
    /// <summary>The catalog's name of the model that answered: a fallback's, when one did.</summary>
    public required string Model { get; init; }

    public string? Content { get; init; }

    public string? ReasoningContent { get; init; }

    public ImmutableArray<ToolCall> ToolCalls { get; init; } = [];

    public required FinishReason FinishReason { get; init; }

    public required Usage Usage { get; init; }

    /// <summary>The answer's other members: pieces of <see cref="AnswerExtra"/>, of a whole answer at most one.</summary>
    public ImmutableArray<string> Extras { get; init; } = [];
}

/// <summary>A piece of a model's answer.</summary>
internal sealed record ModelUpdate
{
    /// <summary>The catalog's name of the model that answers: a fallback's, when one does.</summary>
    public required string Model { get; init; }

    public string? Text { get; init; }

    public string? Reasoning { get; init; }

    public ImmutableArray<ToolCallDelta> ToolCalls { get; init; } = [];

    public FinishReason? FinishReason { get; init; }

    public Usage? Usage { get; init; }

    /// <summary>Other members that came with it: a piece of <see cref="AnswerExtra"/>.</summary>
    public string? Extra { get; init; }

    /// <summary>Whether the message itself has some among them: a refusal, a sound.</summary>
    public bool HasOtherContent { get; init; }

    /// <summary>Whether it is a piece of the answer, and not only what stands around one.</summary>
    public bool HasContent => Text is not null || Reasoning is not null || !ToolCalls.IsEmpty || HasOtherContent;
}
