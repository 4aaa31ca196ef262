namespace Inference.InferenceLogs;

public static class InferenceLogGrainFactory
{
    public static IInferenceLogQueryGrain GetInferenceLogQueries(this IGrainFactory grains) =>
        grains.GetGrain<IInferenceLogQueryGrain>(0);
}
