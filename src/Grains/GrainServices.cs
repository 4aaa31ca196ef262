using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Inference;

/// <summary>The grains, for whichever process hosts them: one line a feature.</summary>
public static class GrainServices
{
    public static ISiloBuilder AddInferenceGrains(this ISiloBuilder silo)
    {
        silo.Services.TryAddSingleton(TimeProvider.System);
        return silo;
    }
}
