using Inference.Limiting;
using Inference.Models.Catalog;

namespace Inference.Models;

/// <summary>A request's lease at the server of the model that is called at the moment, held until the answer is complete.</summary>
internal sealed class ModelSlot : IDisposable
{
    private FairConcurrencyLimiter.Lease? _lease;

    /// <summary>Releases the previous lease and waits for one at this model's server.</summary>
    public async ValueTask AcquireAsync(ModelEntry model, string queue, CancellationToken cancellationToken)
    {
        Dispose();
        _lease = await model.Server.AcquireAsync(queue, cancellationToken);
    }

    public void Dispose()
    {
        _lease?.Dispose();
        _lease = null;
    }
}
