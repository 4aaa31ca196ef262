using Inference.InferenceLogs;
using Inference.Messages;
using Inference.StructuredOutput;

namespace Inference.Insights;

/// <summary>Lets a model of the catalog choose.</summary>
internal sealed class ModelInsights(StructuredOutputClient model)
{
    public Task<StructuredResult<InsightAnswer>> AskAsync(Sampling sampling, InsightSubject subject, AnsweredCall made) => model.RequestAsync(
        new StructuredRequest
        {
            Model = made.Model,
            Messages = [new Message { Role = Role.System, Content = InsightPrompt.Instructions }, .. made.Messages],
            Property = InsightCheck.Insight,
            Sampling = sampling,
            OnAnswer = made.AddAnswer,
        },
        json => InsightCheck.Check(json, subject.Actions),
        CancellationToken.None);
}
