using System.Globalization;
using Inference.Experts;
using Inference.Messages;
using Microsoft.Extensions.Options;

namespace Inference.Routing;

/// <summary>Routes by lexical ranking: no model, no network, microseconds. Its scores are shares of the question that an expert's words explain.</summary>
internal sealed class LocalRouter(IOptionsMonitor<RouterOptions> options) : IRouter
{
    public ValueTask<RoutingDecision> RouteAsync(RoutingQuestion question, CancellationToken cancellationToken)
    {
        var settings = options.CurrentValue;
        return ValueTask.FromResult(Decide(question.Experts, Rank(question, settings), settings));
    }

    // When the last message matches no expert, earlier messages are ranked too, as in a chat that has an expert.
    private static ExpertRanking Rank(RoutingQuestion question, RouterOptions settings)
    {
        using var bag = new FeatureBag();
        var messages = question.UserMessages.AsSpan();
        messages = messages[Math.Max(0, messages.Length - settings.Messages)..];
        while (true)
        {
            bag.Clear();
            QuestionReader.Read(messages, bag);
            var ranking = question.Experts.Rank(bag, question.Candidates, question.Previous);
            if (ranking.Best.Score >= settings.Threshold || messages.Length <= 1 || question.Previous is not null)
            {
                return ranking;
            }

            messages = messages[..^1];
        }
    }

    private static RoutingDecision Decide(ExpertIndex experts, ExpertRanking ranking, RouterOptions settings)
    {
        var (best, second, previous) = ranking;
        var threshold = settings.Threshold;
        if (previous.Exists && previous.Place != best.Place && !(best.Score >= threshold && best.Score >= previous.Score + settings.Margin))
        {
            return Decision(experts[previous.Place], Stayed(experts, previous, best, settings.Margin));
        }

        if (previous.Exists && previous.Place == best.Place)
        {
            return Decision(experts[best.Place], Stayed(experts, best, second, settings.Margin));
        }

        return best.Exists && best.Score >= threshold
            ? Decision(experts[best.Place], Chose(experts, best, second, previous))
            : Decision(null, NoneFits(experts, best, threshold));
    }

    private static RoutingDecision Decision(Expert? expert, string reasoning) => new(expert, reasoning, Usage.None);

    private static string Chose(ExpertIndex experts, RankedExpert best, RankedExpert second, RankedExpert previous)
    {
        var left = previous.Exists ? $", leaving {Describe(experts, previous)}" : "";
        return $"Chose {Describe(experts, best)}{left}; {RunnerUp(experts, second)}.";
    }

    private static string Stayed(ExpertIndex experts, RankedExpert stay, RankedExpert other, double margin) =>
        string.Create(CultureInfo.InvariantCulture, $"Stayed with {Describe(experts, stay)}; {RunnerUp(experts, other)}, not better by {margin:0.00}.");

    private static string NoneFits(ExpertIndex experts, RankedExpert best, double threshold) => best.Exists
        ? string.Create(CultureInfo.InvariantCulture, $"No expert fits: the best is {Describe(experts, best)}, below {threshold:0.00}.")
        : "No expert fits: none has a word of the question.";

    private static string RunnerUp(ExpertIndex experts, RankedExpert second) =>
        second.Exists ? $"runner-up {Describe(experts, second)}" : "no runner-up";

    private static string Describe(ExpertIndex experts, RankedExpert expert) =>
        string.Create(CultureInfo.InvariantCulture, $"{experts[expert.Place].Fields.Name} ({expert.Score:0.00})");
}
