using System.ClientModel;
using System.ClientModel.Primitives;
using Inference.Limiting;
using Inference.Timing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenAI;
using OpenAI.Chat;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Inference.Models.Servers;

/// <summary>Creates a model's HTTP client, resilience pipeline and limiter.</summary>
internal sealed partial class ModelServerFactory(
    IOptions<QueueOptions> queues, QueueMetrics waiting, ModelMetrics metrics, TimeProvider clock, ILogger<ModelServerFactory> logger)
{
    /// <summary>A server that asks for a longer pause is not retried; a fallback, or the caller, is.</summary>
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(10);

    public DateTimeOffset Now => clock.GetUtcNow();

    public ModelServer Create(string name, ModelOptions options)
    {
        var sockets = new SocketsHttpHandler
        {
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
        };
        var connections = new HttpClient(new BoundedAnswers(sockets, options.MaxAnswerBytes))
        {
            // The model client keeps the time: an answer may take longer than a header.
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var client = new ChatClient(options.Model ?? name, Authentication(options), new OpenAIClientOptions
        {
            Endpoint = new Uri(options.Endpoint!),
            Transport = new HttpClientPipelineTransport(connections),
            NetworkTimeout = Timeout.InfiniteTimeSpan,

            // Its own retries would multiply with the pipeline's.
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            EnableDistributedTracing = false,
            ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false },
        });
        var gate = options.MaxConcurrency is { } most ? new FairConcurrencyLimiter(most, queues.Value, waiting.Model(name), clock) : null;
        var health = new ServerHealth(name, options.Endpoint, logger);
        var breaker = new CircuitBreakerStateProvider();
        return new ModelServer(client.AsIChatClient(), Pipeline(name, options, health, breaker), health, gate, metrics.Show(name, breaker), connections);
    }

    private static AuthenticationPolicy Authentication(ModelOptions options) =>
        options.FindApiKey() is { Length: > 0 } key
            ? ApiKeyAuthenticationPolicy.CreateBearerAuthorizationPolicy(new ApiKeyCredential(key))
            : new NoAuthentication();

    /// <summary>
    /// Not a handler of the HTTP client, which sees an answer's headers only: servers send them before they have made the first token,
    /// and what can be repeated, and counts as a failure, is everything up to that.
    /// </summary>
    private ResiliencePipeline Pipeline(string name, ModelOptions options, ServerHealth health, CircuitBreakerStateProvider breaker)
    {
        // An open breaker stays open until a time of the clock.
        var builder = new ResiliencePipelineBuilder { TimeProvider = new MonotonicTimeProvider(clock) };
        if (options.Retries > 0)
        {
            builder.AddRetry(Retry(name, options));
        }

        return builder.AddCircuitBreaker(Breaker(options, health, breaker)).Build();
    }

    private RetryStrategyOptions Retry(string name, ModelOptions options) => new()
    {
        MaxRetryAttempts = options.Retries,
        Delay = options.RetryDelay,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldHandle = args => ValueTask.FromResult(
            args.Outcome.Exception is ModelServerException { IsTransient: true } failure && !(failure.RetryAfter > LongestRetryAfter)),
        DelayGenerator = args => ValueTask.FromResult((args.Outcome.Exception as ModelServerException)?.RetryAfter),
        OnRetry = args =>
        {
            LogRetried(name, args.AttemptNumber + 1, args.Outcome.Exception?.Message);
            return ValueTask.CompletedTask;
        },
    };

    private static CircuitBreakerStrategyOptions Breaker(ModelOptions options, ServerHealth health, CircuitBreakerStateProvider state) => new()
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
    };

    [LoggerMessage(LogLevel.Debug, "Model {Model} was asked again after attempt {Attempt}: {Reason}")]
    private partial void LogRetried(string model, int attempt, string? reason);
}

/// <summary>For servers without a key: the client library requires a policy.</summary>
internal sealed class NoAuthentication : AuthenticationPolicy
{
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
        ProcessNext(message, pipeline, currentIndex);

    public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
        ProcessNextAsync(message, pipeline, currentIndex);
}
