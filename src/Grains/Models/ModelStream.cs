using System.Text;
using Inference.Messages;
using Inference.Models.Catalog;
using Inference.Tokens;

namespace Inference.Models;

/// <summary>An answer that is being streamed. It exists once the first piece was read: from then on there is no fallback to another model.</summary>
internal sealed class ModelStream : IAsyncDisposable
{
    private readonly ModelEntry _model;
    private readonly ModelRequest _request;
    private readonly TokenCounter _tokens;
    private readonly IAsyncEnumerator<ModelUpdate> _updates;
    private readonly Deadline _deadline;
    private readonly CancellationToken _cancellationToken;
    private readonly TimeSpan _longestPause;
    private readonly StringBuilder _made = new();
    private readonly Queue<ModelUpdate> _held = new();

    private long _length;
    private FinishReason? _finish;
    private Usage? _usage;
    private bool _hasEnded;

    /// <summary>Owns the deadline from here on, and shares in the server.</summary>
    public ModelStream(ModelEntry model, ModelRequest request, TokenCounter tokens, Deadline deadline, CancellationToken cancellationToken)
    {
        // Succeeds: the call that opens the stream holds the server.
        _ = model.Server.TryAcquire();
        (_model, _request, _tokens, _deadline, _cancellationToken) = (model, request, tokens, deadline, cancellationToken);
        _longestPause = TimeSpan.FromTicks(Math.Max(model.Options.Timeout.Ticks, model.Options.IdleTimeout.Ticks));
        _updates = model.Server.Provider.StreamAsync(model, request, deadline, deadline.Token).GetAsyncEnumerator(deadline.Token);
    }

    public ModelUpdate Current { get; private set; } = null!;

    /// <summary>Reads up to the first piece that a client sees, or to the end, within the deadline.</summary>
    public async ValueTask ReadFirstAsync()
    {
        ModelUpdate update;
        do
        {
            update = await ReadAsync();
            _held.Enqueue(update);
        }
        while (!_hasEnded && !update.HasContent);
        _deadline.Pause(_model.Options.IdleTimeout, _longestPause);
    }

    public async ValueTask<bool> MoveNextAsync()
    {
        if (_held.TryDequeue(out var held))
        {
            Current = held;
            return true;
        }

        if (_hasEnded)
        {
            return false;
        }

        try
        {
            // From the first piece on, the deadline is how long the stream may stand still.
            _deadline.Pause(_model.Options.IdleTimeout, _longestPause);
            Current = await ReadAsync();
            return true;
        }
        catch (OperationCanceledException exception) when (!_cancellationToken.IsCancellationRequested)
        {
            throw await ReportAsync(ModelFailure.Stalled(_model, exception));
        }
        catch (Exception exception) when (ModelFailure.From(_model, exception) is { } failure)
        {
            throw await ReportAsync(failure);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _updates.DisposeAsync();
        _deadline.Dispose();
        _model.Server.Release();
    }

    private async ValueTask<Errors.InferenceException> ReportAsync(ModelServerException failure)
    {
        await _model.Server.ReportAsync(failure);
        return failure.ToInferenceException();
    }

    private async ValueTask<ModelUpdate> ReadAsync()
    {
        while (await _updates.MoveNextAsync())
        {
            var update = _updates.Current;
            _usage = update.Usage ?? _usage;
            _finish = update.FinishReason ?? _finish;
            if (update is not { Text: null, Reasoning: null, ToolCalls.IsEmpty: true, Extra: null })
            {
                Count(update);
                return update.Usage is null && update.FinishReason is null ? update : update with { FinishReason = null, Usage = null };
            }
        }

        _hasEnded = true;
        _deadline.Lift();
        return new ModelUpdate
        {
            Model = _model.Name,
            FinishReason = _finish ?? throw ModelFailure.Broke(_model),
            Usage = _usage ?? await _tokens.CountAsync(_request.Messages, _made.ToString(), _cancellationToken),
        };
    }

    /// <summary>Keeps the text, which is counted if the server sends no usage, and bounds the answer.</summary>
    private void Count(ModelUpdate update)
    {
        _made.Append(update.Text).Append(update.Reasoning);
        foreach (var call in update.ToolCalls)
        {
            _made.Append(call.Name).Append(call.Arguments);
            _length += call.Extra?.Length ?? 0;
        }

        _length += update.Extra?.Length ?? 0;
        if (_made.Length + _length > _model.Options.MaxAnswerBytes)
        {
            throw ModelFailure.TooLarge(_model);
        }
    }
}
