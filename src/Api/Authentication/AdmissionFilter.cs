using Inference.ApiKeys;
using Inference.Errors;
using Inference.Requests;
using Orleans.Storage;

namespace Inference.Authentication;

/// <summary>
/// Asks the API key, in one grain call, whether the request may go on. It comes after binding, when the body says how many tokens it may make, and
/// before the handler.
/// </summary>
internal sealed class AdmissionFilter(int reserving, TimeProvider clock, EndpointFilterDelegate next)
{
    public static EndpointFilterDelegate Create(EndpointFilterFactoryContext endpoint, EndpointFilterDelegate next)
    {
        var parameters = endpoint.MethodInfo.GetParameters();
        var reserving = Array.FindIndex(parameters, p => p.ParameterType.IsAssignableTo(typeof(IReservesTokens)));
        return new AdmissionFilter(reserving, endpoint.ApplicationServices.GetRequiredService<TimeProvider>(), next).InvokeAsync;
    }

    private async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext invocation)
    {
        var start = clock.GetTimestamp();
        var context = invocation.HttpContext;
        var caller = RequestCaller.Of(context);
        var tokens = reserving < 0 ? 0 : invocation.GetArgument<IReservesTokens>(reserving).EstimateTokens();

        var grains = context.RequestServices.GetRequiredService<IGrainFactory>();
        caller.Admission = await AdmitAsync(grains.GetApiKey(caller.Key.KeyId), ToRequest(context, caller.Key, tokens));
        caller.Elapsed = clock.GetElapsedTime(start);

        RateLimitHeaders.Write(context.Response.Headers, caller.Admission, clock);
        if (caller.Admission.Refusal is not null)
        {
            Refusals.Throw(context.Response, caller.Admission);
        }

        caller.ReservedTokens = tokens;
        try
        {
            return await next(invocation);
        }
        catch (InferenceException)
        {
            // The handler refused it: nothing was made. Any other end is settled by whoever makes the tokens, or stays as estimated.
            await caller.SettleAsync(grains, used: 0);
            throw;
        }
    }

    // No metadata is no permission: whoever forgets to name a scope has made an endpoint for admins.
    private static AdmissionRequest ToRequest(HttpContext context, PresentedKey key, int tokens) => new()
    {
        SecretHash = key.Hash,
        Scope = context.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>() is { } required ? required.Scope : ApiKeyScopes.Admin,
        Address = context.Connection.RemoteIpAddress?.ToString(),
        Tokens = tokens,
    };

    private static async Task<Admission> AdmitAsync(IApiKeyGrain key, AdmissionRequest request)
    {
        try
        {
            return await key.AdmitAsync(request);
        }
        catch (InconsistentStateException)
        {
            // Two activations met, as the directory allows for a moment; this one is gone now, and the next reads what is stored.
            return await key.AdmitAsync(request);
        }
    }
}
