using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Inference.Telemetry;
using Polly.CircuitBreaker;

namespace Inference.Models;

/// <summary>Whether models' servers are asked.</summary>
internal sealed class ModelMetrics
{
    private static readonly CircuitState[] States = [CircuitState.Closed, CircuitState.Open, CircuitState.HalfOpen];

    private readonly ConcurrentDictionary<string, CircuitBreakerStateProvider> _breakers = new(StringComparer.Ordinal);

    public ModelMetrics(IMeterFactory meters) => meters.CreateInference().CreateObservableGauge(
        "inference.models.breaker_state",
        () => _breakers.SelectMany(breaker => Measure(breaker.Key, breaker.Value.CircuitState)),
        unit: null,
        "1 for the state of the circuit breaker of the model's server: closed (it is asked), open (it is left alone) or half_open (it is tried).");

    /// <summary>Shows the state of a model's circuit breaker until that is disposed.</summary>
    public IDisposable Show(string model, CircuitBreakerStateProvider breaker)
    {
        _breakers[model] = breaker;
        return new Shown(_breakers, KeyValuePair.Create(model, breaker));
    }

    private static IEnumerable<Measurement<int>> Measure(string model, CircuitState current) => States.Select(state => new Measurement<int>(
        state == current ? 1 : 0, new("model", model), new("state", Labels.Of(state))));

    /// <summary>Where the model has another server by now, that one's is shown on.</summary>
    private sealed class Shown(
        ConcurrentDictionary<string, CircuitBreakerStateProvider> breakers, KeyValuePair<string, CircuitBreakerStateProvider> own) : IDisposable
    {
        public void Dispose() => breakers.TryRemove(own);
    }
}
