using Inference.Sql;
using Inference.Storage;

namespace Inference.Postgres;

/// <summary>Translates each <see cref="StorageFault"/> that a grain call throws.</summary>
internal sealed class StorageFaultFilter(StorageHealth health) : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (Exception exception) when (StorageFault.Is(exception))
        {
            throw StorageFault.Translate(exception, health);
        }
    }
}
