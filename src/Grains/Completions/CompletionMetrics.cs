using System.Diagnostics.Metrics;
using Inference.Errors;
using Inference.Telemetry;

namespace Inference.Completions;

/// <summary>What an operator counts of completions.</summary>
internal sealed class CompletionMetrics
{
    private readonly UpDownCounter<long> _running;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _firstToken;
    private readonly Counter<long> _tokens;
    private readonly Counter<long> _cachedTokens;
    private readonly Counter<long> _reasoningTokens;
    private readonly Counter<long> _askedInVain;

    public CompletionMetrics(IMeterFactory meters)
    {
        var meter = meters.CreateInference();
        _running = meter.CreateUpDownCounter<long>("inference.completions.running", "{completion}", "Completions that are being made.");
        _duration = meter.CreateHistogram("inference.completions.duration", "s", "How long answers took, by how they ended: a finish reason, or error with its code.", advice: Meters.Seconds);
        _firstToken = meter.CreateHistogram(
            "inference.completions.time_to_first_token", "s", "How long models took to begin, guard and router not counted.", advice: Meters.Seconds);
        _tokens = meter.CreateCounter<long>("inference.completions.tokens", "{token}", "Tokens read and made by models.");
        _cachedTokens = meter.CreateCounter<long>(
            "inference.completions.cached_tokens", "{token}", "Of the tokens read by models, those that their servers had in a cache.");
        _reasoningTokens = meter.CreateCounter<long>(
            "inference.completions.reasoning_tokens", "{token}", "Of the tokens made by models, those of the reasoning.");
        _askedInVain = meter.CreateCounter<long>(
            "inference.completions.asked_in_vain", "{call}", "Speculative calls of models that the guard or the router discarded.");
    }

    public void Began() => _running.Add(1);

    /// <summary>A model was asked before it was known whether it is to answer, and is not.</summary>
    /// <param name="model">Which.</param>
    /// <param name="unwantedBy"><c>guard</c> or <c>router</c>.</param>
    public void SpeculationWasted(string model, string unwantedBy) => _askedInVain.Add(1, new("model", model), new("unwanted_by", unwantedBy));

    /// <summary>With the failure, if there is no answer.</summary>
    public void Ended(CompletionRun run, TimeSpan duration, Exception? failure)
    {
        _running.Add(-1);
        var model = new KeyValuePair<string, object?>("model", run.Model);
        if (failure is null)
        {
            _duration.Record(duration.TotalSeconds, model, new("end", Labels.Of(run.Answer.FinishReason)));
        }
        else
        {
            var code = Labels.Of((failure as InferenceException)?.Kind ?? ErrorKind.InternalError);
            _duration.Record(duration.TotalSeconds, model, new("end", "error"), new("code", code));
        }

        if (run.ModelFirstToken > TimeSpan.Zero)
        {
            _firstToken.Record(run.ModelFirstToken.TotalSeconds, model);
        }

        _tokens.Add(run.Answer.Usage.PromptTokens, model, new("direction", "input"));
        _tokens.Add(run.Answer.Usage.CompletionTokens, model, new("direction", "output"));
        _cachedTokens.Add(run.Answer.Usage.CachedTokens, model);
        _reasoningTokens.Add(run.Answer.Usage.ReasoningTokens, model);
    }
}
