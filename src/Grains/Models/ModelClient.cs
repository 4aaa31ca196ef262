using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Inference.Errors;
using Inference.Models.Catalog;
using Inference.Models.Local;
using Inference.Tokens;
using Microsoft.Extensions.Logging;

namespace Inference.Models;

internal sealed partial class ModelClient : IModelClient, IDisposable
{
    /// <summary>A server that asks for a longer pause is not retried; a fallback, or the caller, is.</summary>
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(10);

    private readonly ModelCatalog _catalog;
    private readonly TokenCounter _tokens;
    private readonly TimeProvider _clock;
    private readonly ILogger<ModelClient> _logger;
    private readonly LogSample _fallbacks;

    public ModelClient(ModelCatalog catalog, TokenCounter tokens, TimeProvider clock, ILogger<ModelClient> logger)
    {
        (_catalog, _tokens, _clock, _logger) = (catalog, tokens, clock, logger);
        _fallbacks = new LogSample(clock, LogMoreFellBack, most: 1);
    }

    public async Task<ModelAnswer> SendAsync(ModelRequest request, CancellationToken cancellationToken)
    {
        using var slot = new ModelSlot();
        return await CallAsync(request, slot, AnswerAsync, cancellationToken);
    }

    public async IAsyncEnumerable<ModelUpdate> StreamAsync(
        ModelRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var slot = new ModelSlot();
        await using var stream = await CallAsync(request, slot, OpenAsync, cancellationToken);
        while (await stream.MoveNextAsync())
        {
            yield return stream.Current;
        }
    }

    public void Dispose() => _fallbacks.Dispose();

    /// <summary>Calls the model, each time it fails in a way that may pass again, then its fallbacks, until one has an answer, or the first piece of one.</summary>
    private async ValueTask<T> CallAsync<T>(ModelRequest request, ModelSlot slot, Attempt<T> attempt, CancellationToken cancellationToken)
    {
        var chain = Able(_catalog.Get(request.Model).Chain, request);
        for (var i = 0; ; i++)
        {
            var model = _catalog.Acquire(chain[i]);
            try
            {
                await slot.AcquireAsync(model, request.Queue, cancellationToken);
                return await RetryAsync(model, request, attempt, cancellationToken);
            }
            catch (ModelServerException failure) when (failure.AllowsFallback && i < chain.Length - 1)
            {
                WriteFallback(chain[i], chain[i + 1], failure);
            }
            catch (ModelServerException failure)
            {
                LogFailed(failure.InnerException, chain[i].Name, failure.Message);
                throw failure.ToInferenceException();
            }
            finally
            {
                model.Server.Release();
            }
        }
    }

    private async ValueTask<T> RetryAsync<T>(ModelEntry model, ModelRequest request, Attempt<T> attempt, CancellationToken cancellationToken)
    {
        var began = _clock.GetTimestamp();
        for (var retries = 0; ; retries++)
        {
            var left = model.Options.Timeout - _clock.GetElapsedTime(began);
            var time = model.Options.AttemptTimeout is { } most && most < left ? most : left;
            try
            {
                return await AttemptAsync(model, request, attempt, time, cancellationToken);
            }
            catch (ModelServerException failure) when (
                (failure.Kind != ErrorKind.ModelTimeout || time < left) && PauseAfter(failure, model, retries, began) is { } pause)
            {
                // Not after an attempt that had all of the time that was left: a timer may be up to a millisecond early.
                LogRetried(model.Name, retries + 1, failure.Message);
                await Task.Delay(pause, _clock, cancellationToken);
            }
        }
    }

    /// <summary>How long to wait before the next attempt, or <see langword="null"/> where there is none.</summary>
    private TimeSpan? PauseAfter(ModelServerException failure, ModelEntry model, int retries, long began)
    {
        var options = model.Options;
        if (!failure.IsTransient || retries >= options.Retries || failure.RetryAfter > LongestRetryAfter)
        {
            return null;
        }

        // From half to one and a half of a delay that doubles.
        var pause = failure.RetryAfter ?? options.RetryDelay * (Math.Pow(2, retries) * (0.5 + Random.Shared.NextDouble()));
        return pause < options.Timeout - _clock.GetElapsedTime(began) ? pause : null;
    }

    private static async ValueTask<T> AttemptAsync<T>(
        ModelEntry model, ModelRequest request, Attempt<T> attempt, TimeSpan time, CancellationToken cancellationToken)
    {
        var deadline = Deadline.Rent(time, cancellationToken);
        try
        {
            return await ExplainAsync(
                model,
                model.Server.Breaker.ExecuteAsync(
                    static (state, _) => ExplainAsync(
                        state.model, state.attempt(state.model, state.request, state.deadline, state.cancellationToken), state.cancellationToken),
                    (model, request, attempt, deadline, cancellationToken),
                    cancellationToken),
                cancellationToken);
        }
        catch
        {
            deadline.Dispose();
            throw;
        }
    }

    /// <summary>Within the circuit breaker, so that it sees what a failure means, and around it, since it fails itself where it is open.</summary>
    private static async ValueTask<T> ExplainAsync<T>(ModelEntry model, ValueTask<T> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call;
        }
        catch (Exception exception) when (Explain(model, exception, cancellationToken) is { } failure && failure != exception)
        {
            throw failure;
        }
    }

    private async ValueTask<ModelAnswer> AnswerAsync(ModelEntry model, ModelRequest request, Deadline deadline, CancellationToken cancellationToken)
    {
        var answer = await model.Server.Provider.SendAsync(model, request, deadline);
        if (answer.Usage.TotalTokens == 0)
        {
            // The server has answered in time: what is left is to count, for as long as the caller waits.
            var made = answer.Content + answer.ReasoningContent + string.Concat(answer.ToolCalls.Select(call => call.Name + call.Arguments));
            answer = answer with { Usage = await _tokens.CountAsync(request.Messages, made, cancellationToken) };
        }

        deadline.Dispose();
        return answer;
    }

    private async ValueTask<ModelStream> OpenAsync(ModelEntry model, ModelRequest request, Deadline deadline, CancellationToken cancellationToken)
    {
        var stream = new ModelStream(model, request, _tokens, deadline, cancellationToken);
        try
        {
            await stream.ReadFirstAsync();
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Without the built-in model where it cannot answer in the form that is asked for: as a fallback it is passed over, since words in the place of JSON
    /// or a tool's call would break the client later.
    /// </summary>
    private static ImmutableArray<ModelEntry> Able(ImmutableArray<ModelEntry> chain, ModelRequest request) =>
        request is { TakesLocalWords: true } or { Sampling: { ResponseFormat: null, ToolChoice: null } } || !chain.Any(model => model.Options.IsLocal)
            || LocalLimits.Refusal(chain[0].Name, request.Sampling) is not { } refusal ? chain
        : chain[0].Options.IsLocal ? throw refusal
        : chain.RemoveAll(model => model.Options.IsLocal);

    private static ModelServerException? Explain(ModelEntry model, Exception exception, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? null
        : exception is OperationCanceledException ? ModelFailure.TimedOut(model, exception)
        : ModelFailure.From(model, exception);

    /// <summary>While a server fails, the change to that was logged, and each answer of another model is no news.</summary>
    private void WriteFallback(ModelEntry model, ModelEntry fallback, ModelServerException failure)
    {
        var level = !model.Server.Health.IsFailing && _fallbacks.TryTake() ? LogLevel.Warning : LogLevel.Debug;
        LogFellBack(level, model.Name, fallback.Name, failure.Cause is { } cause ? $"{failure.Message} ({cause})" : failure.Message);
    }

    [LoggerMessage("Model {Model} failed, {Fallback} was asked instead: {Reason}")]
    private partial void LogFellBack(LogLevel level, string model, string fallback, string reason);

    [LoggerMessage(LogLevel.Warning, "{Count} more requests were answered by fallbacks in the last ten seconds")]
    private partial void LogMoreFellBack(long count);

    [LoggerMessage(LogLevel.Debug, "Model {Model} was asked again after attempt {Attempt}: {Reason}")]
    private partial void LogRetried(string model, int attempt, string reason);

    // The completion that asked the model is logged with its outcome; this entry has the details.
    [LoggerMessage(LogLevel.Debug, "Model {Model} failed: {Reason}")]
    private partial void LogFailed(Exception? exception, string model, string reason);

    private delegate ValueTask<T> Attempt<T>(ModelEntry model, ModelRequest request, Deadline deadline, CancellationToken cancellationToken);
}
