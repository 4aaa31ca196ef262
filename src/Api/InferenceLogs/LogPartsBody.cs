namespace Inference.InferenceLogs;

/// <summary>What answered, part by part.</summary>
internal sealed record LogPartsBody
{
    public LogAnswerBody? Answer { get; init; }

    public LogGuardBody? Guard { get; init; }

    public LogRouterBody? Router { get; init; }

    public static LogPartsBody From(InferenceLog log) => new()
    {
        Answer = log.Answer is { } answer ? LogAnswerBody.From(answer) : null,
        Guard = log.Guard is { } guard ? LogGuardBody.From(guard) : null,
        Router = log.Router is { } router ? LogRouterBody.From(router) : null,
    };
}
