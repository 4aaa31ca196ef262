using Inference.Errors;

namespace Inference.Authentication;

/// <summary>
/// Admits the request at the API key's grain, in one call. It runs after binding, when the body's token estimate is known, and before the handler.
/// </summary>
internal sealed class AdmissionFilter(int reserving, EndpointFilterDelegate next)
{
    public static EndpointFilterDelegate Create(EndpointFilterFactoryContext endpoint, EndpointFilterDelegate next)
    {
        var parameters = endpoint.MethodInfo.GetParameters();
        var reserving = Array.FindIndex(parameters, p => p.ParameterType.IsAssignableTo(typeof(IReservesTokens)));
        return new AdmissionFilter(reserving, next).InvokeAsync;
    }

    private async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext invocation)
    {
        var context = invocation.HttpContext;
        var caller = RequestCaller.Of(context);
        var tokens = reserving < 0 ? 0 : invocation.GetArgument<IReservesTokens>(reserving).EstimateTokens();
        await context.RequestServices.GetRequiredService<KeyAdmission>().AdmitAsync(context, caller, (int)Math.Clamp(tokens, 0, int.MaxValue));
        try
        {
            return await next(invocation);
        }
        catch (InferenceException)
        {
            // The handler refused it: no tokens were used. Any other end is settled by the completion's grain, or stays as estimated.
            await caller.SettleAsync(context.RequestServices.GetRequiredService<IGrainFactory>(), used: 0);
            throw;
        }
    }
}

/// <summary>A request body that makes tokens: admission reserves as many as it estimates.</summary>
internal interface IReservesTokens
{
    long EstimateTokens();
}
