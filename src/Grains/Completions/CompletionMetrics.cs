using System.Diagnostics.Metrics;
using Inference.Errors;

namespace Inference.Completions;

/// <summary>What an operator counts of completions.</summary>
internal sealed class CompletionMetrics
{
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
    };

    private readonly UpDownCounter<long> _running;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _firstToken;
    private readonly Counter<long> _tokens;
    private readonly Counter<long> _askedInVain;

    public CompletionMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Inference");
        _running = meter.CreateUpDownCounter<long>("inference.completions.running", "{completion}", "Completions that are being made.");
        _duration = meter.CreateHistogram("inference.completions.duration", "s", "How long answers took, by their end.", advice: Seconds);
        _firstToken = meter.CreateHistogram(
            "inference.completions.time_to_first_token", "s", "How long models took to begin, guard and router not counted.", advice: Seconds);
        _tokens = meter.CreateCounter<long>("inference.completions.tokens", "{token}", "Tokens read and made by models.");
        _askedInVain = meter.CreateCounter<long>(
            "inference.completions.asked_in_vain", "{call}", "Calls of models, begun early, whose answers the guard or the router did not want.");
    }

    public void Began() => _running.Add(1);

    /// <summary>A model was asked before it was known whether it is to answer, and is not.</summary>
    /// <param name="model">Which.</param>
    /// <param name="unwantedBy"><c>guard</c> or <c>router</c>.</param>
    public void AskedInVain(string model, string unwantedBy) => _askedInVain.Add(1, new("model", model), new("unwanted_by", unwantedBy));

    /// <summary>With the failure, if there is no answer.</summary>
    public void Ended(CompletionRun run, TimeSpan duration, Exception? failure)
    {
        _running.Add(-1);
        var end = failure is null ? $"{run.Answer.FinishReason}" : failure is InferenceException told ? $"{told.Kind}" : $"{ErrorKind.InternalError}";
        var model = new KeyValuePair<string, object?>("model", run.Model);
        _duration.Record(duration.TotalSeconds, model, new("end", end));
        if (run.ModelFirstToken > TimeSpan.Zero)
        {
            _firstToken.Record(run.ModelFirstToken.TotalSeconds, model);
        }

        _tokens.Add(run.Answer.Usage.PromptTokens, model, new("direction", "input"));
        _tokens.Add(run.Answer.Usage.CompletionTokens, model, new("direction", "output"));
    }
}
