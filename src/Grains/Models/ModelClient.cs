using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Inference.Errors;
using Inference.Models.Catalog;
using Inference.Models.Local;
using Inference.Tokens;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Inference.Models;

internal sealed partial class ModelClient : IModelClient, IDisposable
{
    private readonly ModelCatalog _catalog;
    private readonly TokenCounter _tokens;
    private readonly TimeProvider _clock;
    private readonly ILogger<ModelClient> _logger;
    private readonly AnswerReader _answers;
    private readonly LogSample _fallbacks;

    public ModelClient(ModelCatalog catalog, TokenCounter tokens, TimeProvider clock, ILogger<ModelClient> logger)
    {
        (_catalog, _tokens, _clock, _logger) = (catalog, tokens, clock, logger);
        _answers = new AnswerReader(tokens, clock);
        _fallbacks = new LogSample(clock, LogMoreFellBack, most: 1);
    }

    public async Task<ModelAnswer> SendAsync(ModelRequest request, CancellationToken cancellationToken)
    {
        using var turn = new ModelSlot();
        return await WithFallbacksAsync(request, turn, (model, deadline) => SendOnceAsync(model, request, deadline), cancellationToken);
    }

    public async IAsyncEnumerable<ModelUpdate> StreamAsync(
        ModelRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var turn = new ModelSlot();
        await using var stream = await WithFallbacksAsync(
            request, turn, (model, deadline) => OpenAsync(model, request, deadline, cancellationToken), cancellationToken);
        while (await stream.MoveNextAsync())
        {
            yield return stream.Current;
        }
    }

    public void Dispose() => _fallbacks.Dispose();

    /// <summary>Asks the model, then its fallbacks, until one has an answer, or the first piece of one.</summary>
    private async Task<T> WithFallbacksAsync<T>(
        ModelRequest request, ModelSlot turn, Func<ModelEntry, CancellationTokenSource, ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        var chain = Able(_catalog.Get(request.Model).Chain, request);
        for (var i = 0; ; i++)
        {
            try
            {
                var model = _catalog.Acquire(chain[i]);
                await turn.AcquireAsync(model, request.Queue, cancellationToken);
                return await WithRetriesAsync(model, ask, cancellationToken);
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

    private async ValueTask<T> WithRetriesAsync<T>(
        ModelEntry model, Func<ModelEntry, CancellationTokenSource, ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        // Bounds the pauses between attempts; each attempt has its own deadline, because a stream's goes on after the first piece.
        using var whole = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        whole.CancelAfter(model.Options.Timeout);
        var began = _clock.GetTimestamp();
        try
        {
            return await model.Server.Pipeline.ExecuteAsync(_ => AttemptAsync(model, ask, began, cancellationToken), whole.Token);
        }
        catch (Exception exception) when (Explain(model, exception, cancellationToken) is { } failure)
        {
            throw failure;
        }
        finally
        {
            model.Server.Release();
        }
    }

    private async ValueTask<T> AttemptAsync<T>(
        ModelEntry model, Func<ModelEntry, CancellationTokenSource, ValueTask<T>> ask, long began, CancellationToken cancellationToken)
    {
        var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var left = model.Options.Timeout - _clock.GetElapsedTime(began);
            var most = model.Options.AttemptTimeout ?? left;
            deadline.CancelAfter(left < TimeSpan.Zero ? TimeSpan.Zero : most < left ? most : left);
            return await ask(model, deadline);
        }
        catch (Exception exception)
        {
            deadline.Dispose();
            if (Explain(model, exception, cancellationToken) is { } failure && failure != exception)
            {
                throw failure;
            }

            throw;
        }
    }

    private async ValueTask<ModelAnswer> SendOnceAsync(ModelEntry model, ModelRequest request, CancellationTokenSource deadline)
    {
        var (messages, options) = Prompt(model, request);
        var response = await model.Server.Client.GetResponseAsync(messages, options, deadline.Token);

        if (AnswerReader.ReadUsage(response.Usage) is null)
        {
            // The server has answered in time: what is left is to count, for as long as the caller waits.
            deadline.CancelAfter(Timeout.InfiniteTimeSpan);
        }

        var answer = await _answers.ReadAsync(model, request, response, deadline.Token);
        deadline.Dispose();
        return answer;
    }

    private async ValueTask<ModelStream> OpenAsync(
        ModelEntry model, ModelRequest request, CancellationTokenSource deadline, CancellationToken cancellationToken)
    {
        var (messages, options) = Prompt(model, request);
        var updates = model.Server.Client.GetStreamingResponseAsync(messages, options, deadline.Token).GetAsyncEnumerator(deadline.Token);
        var stream = new ModelStream(model, new UpdateReader(model, request, _tokens, _clock), updates, deadline, cancellationToken);
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

    private static (List<ChatMessage> Messages, ChatOptions Options) Prompt(ModelEntry model, ModelRequest request) =>
        model.Options.IsLocal
            ? ([], LocalChatClient.Options(model, request))
            : (OpenAIPrompt.Messages(request), OpenAIPrompt.Options(request, model));

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

    // The completion that asked the model is logged with its outcome; this entry has the details.
    [LoggerMessage(LogLevel.Debug, "Model {Model} failed: {Reason}")]
    private partial void LogFailed(Exception? exception, string model, string reason);
}
