using System.Collections.Immutable;
using Inference.Errors;
using Inference.Identity;
using Inference.Paging;
using Orleans.Concurrency;

namespace Inference.ApiKeys;

/// <summary>
/// One API key, its record and its windows of use. Get it with <see cref="ApiKeyGrainFactory.GetApiKey"/>. The one grain whose key
/// has no environment: the environment is what the key tells.
/// </summary>
[Alias("Inference.ApiKeys.IApiKeyGrain")]
public interface IApiKeyGrain : IGrainWithStringKey
{
    /// <summary>Makes the key and its secret, which only this answer holds.</summary>
    Task<ApiKey> CreateAsync(ApiKeyFields fields, string? createdBy, CancellationToken cancellationToken = default);

    /// <summary>Makes, or keeps, the key that the operator chose (<c>Inference__AdminKey</c>). Safe to repeat.</summary>
    Task<ApiKey> AdoptAsync(string key, ApiKeyFields fields, CancellationToken cancellationToken = default);

    /// <summary>Tells an adopted key whether the operator still has it configured; without that it is inactive. Nothing to other keys, and safe to repeat.</summary>
    Task ConfigureAsync(bool isConfigured, CancellationToken cancellationToken = default);

    /// <summary>Returns <see langword="null"/> when there is none. The secret is masked.</summary>
    Task<ApiKey?> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>Changes the fields that are given and clears those that are named, by their name in the contract.</summary>
    /// <exception cref="InferenceException"><see cref="ErrorKind.ResourceNotFound"/> or <see cref="ErrorKind.InvalidParamValue"/>.</exception>
    Task<ApiKey> UpdateAsync(ApiKeyFields fields, ImmutableArray<string> cleared, CancellationToken cancellationToken = default);

    /// <summary>A new secret; the old one works on for the overlap.</summary>
    /// <exception cref="InferenceException"><see cref="ErrorKind.ResourceNotFound"/>, or <see cref="ErrorKind.ResourceConflict"/> for an adopted key.</exception>
    Task<ApiKey> RotateAsync(TimeSpan overlap, CancellationToken cancellationToken = default);

    /// <summary>Whether there was one to delete.</summary>
    Task<bool> DeleteAsync(CancellationToken cancellationToken = default);

    /// <summary>Authenticates one request and counts it against the limits, or says why not. Never throws for a refusal.</summary>
    Task<Admission> AdmitAsync(AdmissionRequest request);

    /// <summary>
    /// Before a request's body is read: the refusal that <see cref="AdmitAsync"/> would give for any body. A request that may go on is not
    /// counted. Never throws for a refusal.
    /// </summary>
    Task<Admission> CheckAsync(AdmissionRequest request);

    /// <summary>Replaces the tokens reserved in a minute by those used.</summary>
    [OneWay]
    Task SettleAsync(long tokenWindow, int reserved, int used);
}

/// <summary>Lists API keys, secrets masked, without activating any. A stateless worker; use key 0.</summary>
[Alias("Inference.ApiKeys.IApiKeyQueryGrain")]
public interface IApiKeyQueryGrain : IGrainWithIntegerKey
{
    /// <summary>Of one environment, or of both when it is <see langword="null"/>.</summary>
    Task<Page<ApiKey>> ListAsync(string? environment, PageRequest page, CancellationToken cancellationToken = default);
}

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
