using Inference.Errors;
using Inference.Identity;

namespace Inference.ApiKeys;

/// <summary>The only place that knows how an API key's grain key is built.</summary>
public static class ApiKeyGrainFactory
{
    /// <exception cref="InferenceException"><see cref="ErrorKind.ResourceNotFound"/>: the id is blank, which no grain's key can be.</exception>
    public static IApiKeyGrain GetApiKey(this IGrainFactory grains, string keyId) => string.IsNullOrWhiteSpace(keyId)
        ? throw InferenceException.NotFound("API key", keyId)
        : GrainReferences<IApiKeyGrain>.Get(grains, keyId);

    public static IApiKeyQueryGrain GetApiKeyQueries(this IGrainFactory grains) => grains.GetGrain<IApiKeyQueryGrain>(0);

    public static IConfiguredKeyGrain GetConfiguredKeys(this IGrainFactory grains) => grains.GetGrain<IConfiguredKeyGrain>(0);
}
