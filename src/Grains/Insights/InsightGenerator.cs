using System.Text;
using Inference.Identity;
using Inference.InferenceLogs;
using Inference.Ledger;
using Inference.Messages;
using Inference.Models.Catalog;
using Inference.Storage;
using Inference.StructuredOutput;
using Inference.Tokens;

namespace Inference.Insights;

/// <summary>From a question to a logged insight. Read it top to bottom.</summary>
internal sealed class InsightGenerator(
    InsightSubjects subjects,
    ModelInsights model,
    ModelCatalog catalog,
    TokenCounter tokens,
    LogRecorder recorder,
    OwnerQuota quota,
    TimeProvider clock)
{
    private const string Api = "/v1/insights";
    private const string Type = "insight";

    /// <summary>The caller may cancel until the model is called; a call is paid for, and continues.</summary>
    public async Task<Insight> GenerateAsync(string id, InsightCall call, CancellationToken cancellationToken)
    {
        await quota.EnsureRoomAsync(call.Caller, cancellationToken);
        var began = clock.GetTimestamp();
        var subject = await subjects.ReadAsync(call.Caller.Environment, call.Question, cancellationToken);
        var made = new AnsweredCall(id, call.Caller, ModelOf(call.Question, subject), subject.Now)
        {
            Api = Api,
            Type = Type,
            Messages = InsightPrompt.Text(subject),
        };
        try
        {
            var answer = await AnswerAsync(call.Question, subject, made);
            made.Elapsed = clock.GetElapsedTime(began);
            await recorder.RecordAsync(made);
            return new Insight
            {
                Id = id,
                Answer = call.Question.Echo ? Echo(answer, subject.Client) : answer,
                FinishReason = made.FinishReason,
                Error = made.Error,
                Elapsed = clock.GetElapsedTime(began),
                Usage = made.Usage,
            };
        }
        catch (Exception failure)
        {
            // The id of a call that may be repeated is kept for the insight that a repetition makes.
            made.Elapsed = clock.GetElapsedTime(began);
            made.Id = call.Repeatable ? Identifier.New(Identifier.Insight, clock.GetUtcNow()) : id;
            await recorder.RecordFailureAsync(made, failure);
            throw;
        }
    }

    private async Task<InsightAnswer> AnswerAsync(InsightQuestion question, InsightSubject subject, AnsweredCall made)
    {
        if (catalog.IsLocal(made.Model))
        {
            return await AnswerLocallyAsync(question, subject, made);
        }

        switch (await model.AskAsync(question.Sampling, subject, made))
        {
            case StructuredResult<InsightAnswer>.Good good:
                made.Content = good.Json;
                made.FinishReason = FinishReason.Stop;
                return good.Value with { Thinking = good.Value.Thinking ?? made.Reasoning };
            case StructuredResult<InsightAnswer>.FellBackToLocal local:
                made.Model = local.Model;
                return await AnswerLocallyAsync(question, subject, made);
            case StructuredResult<InsightAnswer>.Unreadable unreadable:
                made.Error = $"The model's answer could not be used: {unreadable.Problem}.";
                return new InsightAnswer { Insight = made.Content ?? "", Thinking = made.Reasoning };
            default:
                throw new InvalidOperationException("There is no other outcome.");
        }
    }

    private async Task<InsightAnswer> AnswerLocallyAsync(InsightQuestion question, InsightSubject subject, AnsweredCall made)
    {
        var (answer, used, isWhole, read) = await LargeTextWork.RunAsync(
            TokenCounter.LengthOf(made.Messages),
            () =>
            {
                var (answer, used, isWhole) = InsightCut.To(LocalInsight.Of(subject), question.Sampling.MaxTokens, tokens);
                return (answer, used, isWhole, tokens.Count(made.Messages));
            },
            CancellationToken.None);
        made.Content = Encoding.UTF8.GetString(StorageJson.Serialize(answer));
        made.FinishReason = isWhole ? FinishReason.Stop : FinishReason.Length;
        made.AddUsage(new Usage(read, used));
        return answer;
    }

    // The actions' own model counts when they agree on one that there is; a model that was removed since is ignored.
    private string ModelOf(InsightQuestion question, InsightSubject subject)
    {
        if (question.Model is { } asked)
        {
            return catalog.Require(asked);
        }

        var named = subject.Actions.Select(action => action.Fields.ModelId).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return named is [{ } agreed] && catalog.Contains(agreed) ? catalog.Require(agreed) : catalog.Default;
    }

    private static InsightAnswer Echo(InsightAnswer answer, InsightClient client) =>
        answer.Insight.Length == 0 ? answer : answer with { Insight = $"{client.Shown}\n\n{answer.Insight}" };
}
