using System.Diagnostics.Metrics;
using Inference.Telemetry;

namespace Inference.Routing;

/// <summary>Whether routers find an expert. Which one is in the logs: experts are too many for labels.</summary>
internal sealed class RouterMetrics
{
    private readonly Counter<long> _choices;

    public RouterMetrics(IMeterFactory meters) => _choices = meters.CreateInference().CreateCounter<long>(
        "inference.router.choices",
        "{choice}",
        "Choices of routers: an expert, the same expert as the chat's turn before (kept), none (general), or the one that the request names (named).");

    /// <param name="chosen">The expert's id, if any.</param>
    /// <param name="previous">The id of the expert of the chat's turn before, if any.</param>
    public void Chose(string? chosen, string? previous) => Add(chosen is null ? "general" : chosen == previous ? "kept" : "expert");

    /// <summary>The request left no choice.</summary>
    public void WasTold() => Add("named");

    private void Add(string choice) => _choices.Add(1, new KeyValuePair<string, object?>("choice", choice));
}
