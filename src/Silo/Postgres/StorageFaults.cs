using Inference.Sql;
using Inference.Storage;

namespace Inference.Postgres;

/// <summary>Whatever a grain did that met a <see cref="StorageFault"/>.</summary>
internal sealed class StorageFaults(StorageHealth health) : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            throw StorageFault.Explain(exception, health);
        }
    }
}
