using System.Net;
using Inference.Limiting;
using Inference.Models.Wire;
using Inference.Timing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;

namespace Inference.Models.Servers;

/// <summary>Creates a model's connections, circuit breaker and limiter.</summary>
internal sealed class ModelServerFactory(
    IOptions<QueueOptions> queues, QueueMetrics waiting, ModelMetrics metrics, TimeProvider clock, ILogger<ModelServerFactory> logger)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    public ModelServer Create(string name, ModelOptions options)
    {
        // No client on top: the attempt's deadline keeps the time, and bodies are bounded where they are read.
        var connections = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            AutomaticDecompression = DecompressionMethods.All,
        });
        var gate = options.MaxConcurrency is { } most ? new FairConcurrencyLimiter(most, queues.Value, waiting.Model(name), clock) : null;
        var health = new ServerHealth(name, options.Endpoint, logger);
        var state = new CircuitBreakerStateProvider();
        return new ModelServer(
            new OpenAIProvider(options, connections, clock, logger), Breaker(options, health, state), health, gate, metrics.Show(name, state), connections);
    }

    /// <summary>
    /// Not a handler of the HTTP client, which sees an answer's headers only: servers send them before they have made the first token,
    /// and what counts as a failure is everything up to that.
    /// </summary>
    private ResiliencePipeline Breaker(ModelOptions options, ServerHealth health, CircuitBreakerStateProvider state)
    {
        // An open breaker stays open until a time of the clock.
        var builder = new ResiliencePipelineBuilder { TimeProvider = new MonotonicTimeProvider(clock) };
        return builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            StateProvider = state,
            FailureRatio = 0.5,
            MinimumThroughput = options.BreakAfter,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = options.BreakDuration,
            ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is ModelServerException { IsOutage: true }),
            OnOpened = args =>
            {
                health.Opened(args.BreakDuration, args.Outcome.Exception);
                return ValueTask.CompletedTask;
            },
            OnClosed = _ =>
            {
                health.Closed();
                return ValueTask.CompletedTask;
            },
        }).Build();
    }
}
