using System.Collections.Immutable;
using Inference.Errors;
using Inference.Experts;
using Inference.Identity;
using Inference.Messages;
using Inference.Models;
using Inference.Routing;
using Microsoft.Extensions.Options;

namespace Inference.Completions.Pipeline;

/// <summary>Finds the expert that answers, by the configured router or by name.</summary>
internal sealed class RouterStage(
    LocalRouter local, ModelRouter model, ExpertCatalog experts, IOptionsMonitor<RouterOptions> options, RouterMetrics metrics, TimeProvider clock)
{
    private IRouter Router => options.CurrentValue.Model == ModelsOptions.Local ? local : model;

    /// <summary>Begins to choose: which expert is likely, known at once, and the choice, which a router's model may take its time for.</summary>
    /// <exception cref="InferenceException"><see cref="ErrorKind.InvalidParamValue"/> for experts that do not exist.</exception>
    public async Task<(Expert? Likely, Task<ExpertChoice> Choosing)> BeginAsync(CompletionRun run, CancellationToken cancellationToken)
    {
        var asked = run.Call.ExpertIds;
        var isOn = run.Call.RouterEnabled ?? run.Settings.RouterEnabled ?? (run.Call.GuardedByDefault && options.CurrentValue.Enabled);
        if (!isOn && asked.IsEmpty)
        {
            return Chosen(ExpertChoice.None);
        }

        var began = clock.GetTimestamp();
        var index = await experts.GetAsync(run.Call.Caller.Environment, cancellationToken);
        RefuseUnknown(asked, index);
        if (asked is [var only])
        {
            var named = new RoutingDecision(index.Find(only), "The request names this expert alone.", Usage.None);
            if (isOn)
            {
                metrics.WasTold();
            }

            return Chosen(isOn ? Choice(named, began) : new ExpertChoice(named.Expert, null));
        }

        if (!isOn)
        {
            return Chosen(ExpertChoice.None);
        }

        var question = Question(run, index);
        var choosing = ChooseAsync(question, began, cancellationToken);
        return choosing.IsCompleted ? (null, choosing) : ((await local.RouteAsync(question, cancellationToken)).Expert, choosing);
    }

    private async Task<ExpertChoice> ChooseAsync(RoutingQuestion question, long began, CancellationToken cancellationToken)
    {
        var decision = await Router.RouteAsync(question, cancellationToken);
        metrics.Chose(decision.Expert?.Id, question.Previous);
        return Choice(decision, began);
    }

    private RoutingQuestion Question(CompletionRun run, ExpertIndex index) => new()
    {
        UserMessages = Conversation.UserMessages(run.History, run.Messages, options.CurrentValue.Messages),
        Experts = index,
        Candidates = run.Call.ExpertIds.IsEmpty ? null : [.. run.Call.ExpertIds],
        Previous = run.Turn?.Header.ExpertId,
        Queue = run.Call.Caller.KeyId,
    };

    private static (Expert? Likely, Task<ExpertChoice> Choosing) Chosen(ExpertChoice choice) => (choice.Expert, Task.FromResult(choice));

    private ExpertChoice Choice(RoutingDecision decision, long began) => new(decision.Expert, new RouterResult
    {
        Id = Identifier.New(Identifier.Router, clock.GetUtcNow()),
        Expert = decision.Expert?.Fields.Name ?? RouterResult.General,
        ExpertId = decision.Expert?.Id,
        Content = decision.Expert?.Fields.Name ?? RouterResult.General,
        ReasoningContent = decision.Reasoning,
        FinishReason = FinishReason.Stop,
        Elapsed = clock.GetElapsedTime(began),
        Usage = decision.Usage,
    });

    private static void RefuseUnknown(ImmutableArray<string> asked, ExpertIndex index)
    {
        var unknown = asked.Where(id => index.Find(id) is null).ToList();
        if (unknown.Count > 0)
        {
            throw new InferenceException(
                ErrorKind.InvalidParamValue, $"expert_ids: there is no expert {string.Join(", ", unknown)}.", "expert_ids");
        }
    }
}

/// <summary>The expert that answers, if any, and what the router says of it, if it is on.</summary>
internal sealed record ExpertChoice(Expert? Expert, RouterResult? Result)
{
    public static ExpertChoice None { get; } = new(null, null);
}
