using System.Collections.Immutable;

namespace Inference.Models;

/// <summary>Tells which models the silos are configured with. A stateless worker; use key 0.</summary>
[Alias("Inference.Models.IModelQueryGrain")]
public interface IModelQueryGrain : IGrainWithIntegerKey
{
    /// <summary>By name, <c>local</c> included; aliases as models of their own.</summary>
    Task<ImmutableArray<ModelDescription>> ListAsync(CancellationToken cancellationToken = default);
}

public static class ModelGrainFactory
{
    public static IModelQueryGrain GetModelQueries(this IGrainFactory grains) => grains.GetGrain<IModelQueryGrain>(0);
}
