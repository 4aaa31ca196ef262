using Inference.Messages;
using Inference.Models;
using Inference.Tokens;
using Microsoft.Extensions.Options;

namespace Inference.Completions.Pipeline;

/// <summary>Has the expert's model answer, whole or streamed.</summary>
internal sealed class AnswerStage(
    IModelClient models, TokenCounter tokens, IOptionsMonitor<CompletionOptions> options, TimeProvider clock)
{
    // A model that sends many updates at once must not delay the grain's other calls.
    private const int MostUpdatesInATurn = 32;

    /// <summary>Whether a response waits for its first piece.</summary>
    public bool HoldsHeaders => options.CurrentValue.HoldHeaders;

    public async Task AnswerAsync(CompletionRun run, CancellationToken cancellationToken)
    {
        var request = Request(run);
        var began = clock.GetTimestamp();
        try
        {
            await (run.Call.Stream ? ReceiveStreamAsync(run, request, began, cancellationToken) : ReceiveWholeAsync(run, request, began, cancellationToken));
        }
        finally
        {
            run.ModelTotal = clock.GetElapsedTime(began);
        }
    }

    /// <summary>Counts the tokens of a cancelled answer: the model's usage comes only at its end.</summary>
    public async Task CountCancelledAsync(CompletionRun run)
    {
        run.Answer.FinishReason = FinishReason.Cancelled;
        if (!run.Answer.IsEmpty)
        {
            var made = run.Answer.Text + run.Answer.Reasoning + string.Concat(run.Answer.ToolCalls().Select(c => c.Name + c.Arguments));
            run.Answer.Usage = await tokens.CountAsync(Request(run).Messages, made, CancellationToken.None);
        }
    }

    private async Task ReceiveWholeAsync(CompletionRun run, ModelRequest request, long began, CancellationToken cancellationToken)
    {
        var answer = await models.SendAsync(request, cancellationToken);
        RecordFirstToken(run, answer.Model, began);
        run.Answer.Add(answer);
    }

    private async Task ReceiveStreamAsync(CompletionRun run, ModelRequest request, long began, CancellationToken cancellationToken)
    {
        var updates = 0;
        await foreach (var update in models.StreamAsync(request, cancellationToken))
        {
            // What stands around an answer, such as the server's fingerprint, may come before it.
            if (run.ModelFirstToken == TimeSpan.Zero && (update.HasContent || update.FinishReason is not null))
            {
                RecordFirstToken(run, update.Model, began);
            }

            run.Answer.Add(update);
            run.Events.Signal();
            if (++updates % MostUpdatesInATurn == 0)
            {
                await Task.Yield();
            }
        }
    }

    /// <summary>Records the first token's time and the answering model. An echo precedes the first token.</summary>
    private void RecordFirstToken(CompletionRun run, string model, long began)
    {
        run.ModelFirstToken = clock.GetElapsedTime(began);
        run.Model = model;
        if (run.Call.Echo && Conversation.UserMessages(run.History, run.Messages, 1) is [var said])
        {
            run.AppendText(said + "\n\n");
        }
    }

    private ModelRequest Request(CompletionRun run) => new()
    {
        Model = run.Model,
        Messages = ExpertPrompt.Build(
            run.Expert, run.Call, [.. run.History, .. run.Messages], options.CurrentValue.MaxFileContextCharacters, run.CreatedAt),
        Sampling = run.Call.Sampling with
        {
            Temperature = run.Call.Sampling.Temperature ?? run.Settings.Temperature,
            MaxTokens = run.Call.Sampling.MaxTokens ?? run.Settings.MaxTokens,
        },
        Tools = ExpertPrompt.Tools(run.Expert, run.Call.Tools),
        User = run.Call.User,
        Queue = run.Call.Caller.KeyId,
        Environment = run.Call.Caller.Environment,
    };
}
