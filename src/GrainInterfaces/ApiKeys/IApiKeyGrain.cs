using System.Collections.Immutable;
using Inference.Errors;
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
