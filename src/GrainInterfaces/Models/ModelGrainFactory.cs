namespace Inference.Models;

public static class ModelGrainFactory
{
    public static IModelQueryGrain GetModelQueries(this IGrainFactory grains) => grains.GetGrain<IModelQueryGrain>(0);
}
