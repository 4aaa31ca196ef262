using System.Runtime.CompilerServices;
using Inference.Tokens;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Inference.Models;

internal sealed partial class ModelClient(ModelCatalog catalog, TokenCounter tokens, TimeProvider clock, ILogger<ModelClient> logger)
    : IModelClient
{
    private readonly AnswerReader _answers = new(tokens, clock);

    public async Task<ModelAnswer> AnswerAsync(ModelRequest request, CancellationToken cancellationToken)
    {
        using var turn = new ModelTurn();
        return await WithFallbacksAsync(request, turn, (model, deadline) => AskAsync(model, request, deadline), cancellationToken);
    }

    public async IAsyncEnumerable<ModelUpdate> StreamAsync(
        ModelRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var turn = new ModelTurn();
        await using var stream = await WithFallbacksAsync(
            request, turn, (model, deadline) => OpenAsync(model, request, deadline, cancellationToken), cancellationToken);
        while (await stream.MoveNextAsync())
        {
            yield return stream.Current;
        }
    }

    /// <summary>Asks the model, then its fallbacks, until one has an answer, or the first piece of one.</summary>
    private async Task<T> WithFallbacksAsync<T>(
        ModelRequest request, ModelTurn turn, Func<ModelEntry, CancellationTokenSource, ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        var chain = catalog.Get(request.Model).Chain;
        for (var i = 0; ; i++)
        {
            try
            {
                var model = catalog.Acquire(chain[i]);
                await turn.TakeAsync(model, request.Queue, cancellationToken);
                return await WithRetriesAsync(model, ask, cancellationToken);
            }
            catch (ModelServerException failure) when (failure.AllowsFallback && i < chain.Length - 1)
            {
                LogFellBack(chain[i].Name, chain[i + 1].Name, failure.Message);
            }
            catch (ModelServerException failure)
            {
                LogFailed(chain[i].Name, failure.Message, failure.InnerException);
                throw failure.ToInferenceException();
            }
        }
    }

    private async ValueTask<T> WithRetriesAsync<T>(
        ModelEntry model, Func<ModelEntry, CancellationTokenSource, ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        // Bounds the pauses between attempts; each attempt has its own deadline, because a stream's goes on after the first piece.
        using var whole = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        whole.CancelAfter(model.Options.Timeout);
        var began = clock.GetTimestamp();
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
            var left = model.Options.Timeout - clock.GetElapsedTime(began);
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

    private async ValueTask<ModelAnswer> AskAsync(ModelEntry model, ModelRequest request, CancellationTokenSource deadline)
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
        var stream = new ModelStream(model, new UpdateReader(model, request, tokens, clock), updates, deadline, cancellationToken);
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
            ? (PlainPrompt.Messages(request), PlainPrompt.Options(request))
            : (OpenAIPrompt.Messages(request), OpenAIPrompt.Options(request, model));

    private static ModelServerException? Explain(ModelEntry model, Exception exception, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? null
        : exception is OperationCanceledException ? ModelFailure.TimedOut(model, exception)
        : ModelFailure.From(model, exception);

    [LoggerMessage(LogLevel.Warning, "Model {Model} failed, {Fallback} was asked instead: {Reason}")]
    private partial void LogFellBack(string model, string fallback, string reason);

    [LoggerMessage(LogLevel.Warning, "Model {Model} failed: {Reason}")]
    private partial void LogFailed(string model, string reason, Exception? exception);
}
