using Inference.Sql;

namespace Inference.Postgres;

/// <summary>Whatever a grain did that met a <see cref="StorageOutage"/>.</summary>
internal sealed class StorageOutages : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (Exception exception) when (StorageOutage.Is(exception))
        {
            throw StorageOutage.Explain();
        }
    }
}
