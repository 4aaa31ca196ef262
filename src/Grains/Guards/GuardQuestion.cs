using System.Collections.Immutable;
using Inference.Completions;

namespace Inference.Guards;

/// <summary>What a request makes a model read: a conversation, oldest message first, and what comes with it.</summary>
internal sealed record GuardQuestion(ImmutableArray<Message> Messages)
{
    /// <summary>How many messages were stored before the request; the assistant's among them are a model's own.</summary>
    public int Stored { get; init; }

    public ImmutableArray<Tool> Tools { get; init; } = [];

    /// <summary>JSON whose texts reach the model beside the messages: the format of the answer, metadata.</summary>
    public ImmutableArray<string> Documents { get; init; } = [];

    /// <summary>The request's name of the end user, which an expert's context may quote.</summary>
    public string? User { get; init; }

    /// <summary>Whose turn it is where requests wait for the guard's model: an API key's id.</summary>
    public string Queue { get; init; } = "";

    public static GuardQuestion Of(CompletionRun run) => new([.. run.History, .. run.Messages])
    {
        Stored = run.History.Length,
        Tools = run.Call.Tools,
        Documents = [.. new[] { run.Call.Sampling.ResponseFormat, run.Call.Metadata }.OfType<string>()],
        User = run.Call.User,
        Queue = run.Call.Caller.KeyId,
    };
}
