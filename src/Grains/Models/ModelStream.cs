using Inference.Models.Catalog;
using Microsoft.Extensions.AI;

namespace Inference.Models;

/// <summary>An answer that is being streamed. It exists once the first piece was read: from then on there is no fallback to another model.</summary>
internal sealed class ModelStream : IAsyncDisposable
{
    private readonly ModelEntry _model;
    private readonly UpdateReader _reader;
    private readonly IAsyncEnumerator<ChatResponseUpdate> _updates;
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationToken _cancellationToken;

    private ModelUpdate? _first;

    private bool _hasEnded;

    /// <summary>Owns enumerator and deadline from here on, and shares in the server.</summary>
    public ModelStream(
        ModelEntry model,
        UpdateReader reader,
        IAsyncEnumerator<ChatResponseUpdate> updates,
        CancellationTokenSource deadline,
        CancellationToken cancellationToken)
    {
        // Succeeds: the call that opens the stream holds the server.
        _ = model.Server.TryAcquire();
        (_model, _reader, _updates, _deadline, _cancellationToken) = (model, reader, updates, deadline, cancellationToken);
    }

    public ModelUpdate Current { get; private set; } = null!;

    /// <summary>Reads up to the first piece, within the deadline.</summary>
    public async ValueTask ReadFirstAsync()
    {
        _first = await ReadAsync();
    }

    public async ValueTask<bool> MoveNextAsync()
    {
        if (_first is { } first)
        {
            Current = first;
            _first = null;
            return true;
        }

        if (_hasEnded)
        {
            return false;
        }

        try
        {
            // From the first piece on, the deadline is how long the stream may stand still.
            _deadline.CancelAfter(_model.Options.IdleTimeout);
            Current = await ReadAsync();
            return true;
        }
        catch (OperationCanceledException exception) when (!_cancellationToken.IsCancellationRequested)
        {
            throw ModelFailure.Stalled(_model, exception).ToInferenceException();
        }
        catch (Exception exception) when (ModelFailure.From(_model, exception) is { } failure)
        {
            throw failure.ToInferenceException();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _updates.DisposeAsync();
        _deadline.Dispose();
        _model.Server.Release();
    }

    private async ValueTask<ModelUpdate> ReadAsync()
    {
        while (await _updates.MoveNextAsync())
        {
            if (_reader.Read(_updates.Current) is { } update)
            {
                return update;
            }
        }

        _hasEnded = true;
        return _reader.IsFinished ? await _reader.EndAsync(_cancellationToken) : throw ModelFailure.Broke(_model);
    }
}
