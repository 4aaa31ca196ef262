using System.Diagnostics.CodeAnalysis;
using Inference.ApiKeys;
using Inference.Errors;
using Orleans.Storage;

namespace Inference.Authentication;

/// <summary>Admits requests at the API key's grain, or refuses them.</summary>
internal sealed class KeyAdmission(IGrainFactory grains, AdmittedKeys admitted, RefusalPacer pacer, TimeProvider clock)
{
    /// <summary>Counts the request, with the tokens that it reserves.</summary>
    /// <exception cref="InferenceException">The request was refused.</exception>
    public async Task AdmitAsync(HttpContext context, RequestCaller caller, int tokens)
    {
        var start = clock.GetTimestamp();
        var key = grains.GetApiKey(caller.Key.KeyId);
        var request = ToRequest(context, caller.Key, tokens);
        try
        {
            caller.Admission = await key.AdmitAsync(request);
        }
        catch (InconsistentStateException)
        {
            // A duplicate activation, which the directory allows for a moment, was deactivated; the next call reads what is stored.
            caller.Admission = await key.AdmitAsync(request);
        }

        caller.Elapsed = clock.GetElapsedTime(start);

        RateLimitHeaders.Write(context.Response.Headers, caller.Admission);
        if (caller.Admission.Refusal is not null)
        {
            admitted.Remove(caller.Key);
            await RefuseAsync(context, caller, caller.Admission, tokens);
        }

        admitted.Add(caller.Key);
        caller.ReservedTokens = tokens;
    }

    /// <summary>Whether the key was admitted a moment ago: it is not checked again before the body is read.</summary>
    public bool IsKnown(PresentedKey key) => admitted.Contains(key);

    /// <summary>Before the body is read: refuses keys that are not admitted anyway.</summary>
    /// <exception cref="InferenceException">The request was refused.</exception>
    public async Task CheckAsync(HttpContext context, RequestCaller caller)
    {
        Admission admission;
        try
        {
            admission = await grains.GetApiKey(caller.Key.KeyId).CheckAsync(ToRequest(context, caller.Key, tokens: 0));
        }
        catch (Exception exception) when (exception is not InferenceException && !TransientFailures.IsTransient(exception))
        {
            // In a rolling upgrade the key's silo may be of a version without this call. Its admission, after the body, is the same for both.
            return;
        }

        if (admission.Refusal is not null)
        {
            caller.Admission = admission;
            RateLimitHeaders.Write(context.Response.Headers, admission);
            await RefuseAsync(context, caller, admission);
        }
    }

    /// <summary>Always throws; where the key itself is not valid, after the delay that all such refusals have.</summary>
    public async Task RefuseAsync(HttpContext context, RequestCaller caller, Admission admission, int tokens = 0)
    {
        if (admission.Refusal is ErrorKind.InvalidApiKey)
        {
            await pacer.WaitAsync(caller.Arrival, context.RequestAborted);
        }

        Refusals.Throw(context.Response, admission, tokens);
    }

    private static AdmissionRequest ToRequest(HttpContext context, PresentedKey key, int tokens)
    {
        var endpoint = context.GetEndpoint() as RouteEndpoint;
        var required = endpoint?.Metadata.GetMetadata<RequiredScope>();
        return new AdmissionRequest
        {
            SecretHash = key.Hash,
            // An endpoint without a scope needs admin; a path without an endpoint is 404 for every key.
            Scope = endpoint is not null && required is null ? ApiKeyScopes.Admin : required?.Scope,
            AlsoScope = required?.Also,
            Address = context.Connection.RemoteIpAddress?.ToString(),
            Tokens = tokens,
        };
    }
}

/// <summary>Turns a refused admission into the error of its kind.</summary>
internal static class Refusals
{
    /// <param name="response">Gets the headers of the refusal.</param>
    /// <param name="admission">The refusal.</param>
    /// <param name="tokens">What the request needs of the key's tokens.</param>
    [DoesNotReturn]
    public static void Throw(HttpResponse response, Admission admission, int tokens)
    {
        var kind = admission.Refusal ?? throw new ArgumentException("Nothing was refused.", nameof(admission));
        if (kind is ErrorKind.InvalidApiKey or ErrorKind.InactiveApiKey or ErrorKind.ExpiredApiKey)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        throw new InferenceException(kind, admission.Message ?? "The request was refused.", retryAfterSeconds: admission.RetryAfterSeconds)
        {
            // It does not fit a whole minute's tokens: no minute will take it.
            ShouldRetry = admission is { LimitMet: LimitKind.TokensPerMinute, Limit.Limit: var most } && tokens > most ? false : null,
        };
    }
}
