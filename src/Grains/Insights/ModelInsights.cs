using Inference.Completions;
using Inference.InferenceLogs;
using Inference.Models;

namespace Inference.Insights;

/// <summary>Lets a model of the catalog choose.</summary>
internal sealed class ModelInsights(CheckedJsonModel model)
{
    public Task<CheckedJson<InsightAnswer>> AskAsync(Sampling sampling, InsightSubject subject, AnsweredCall made) => model.AskAsync(
        new JsonQuestion
        {
            Model = made.Model,
            Messages = [new Message { Role = Role.System, Content = InsightPrompt.Instructions }, .. made.Messages],
            Property = InsightCheck.Insight,
            Sampling = sampling,
            Heard = made.Hear,
        },
        json => InsightCheck.Check(json, subject.Actions),
        CancellationToken.None);
}
