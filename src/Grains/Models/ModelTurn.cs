using Inference.Queueing;

namespace Inference.Models;

/// <summary>A request's place at the server of the model that is asked at the moment, kept until its answer is whole.</summary>
internal sealed class ModelTurn : IDisposable
{
    private FairGate.Pass? _pass;

    /// <summary>Waits for a place at this model's server, having left the one before.</summary>
    public async ValueTask TakeAsync(ModelEntry model, string queue, CancellationToken cancellationToken)
    {
        Dispose();
        try
        {
            _pass = await model.Server.EnterAsync(queue, cancellationToken);
        }
        catch
        {
            model.Server.Release();
            throw;
        }
    }

    public void Dispose()
    {
        _pass?.Dispose();
        _pass = null;
    }
}
