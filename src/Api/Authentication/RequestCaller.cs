using System.Reflection;
using Inference.ApiKeys;
using Inference.Identity;

namespace Inference.Authentication;

/// <summary>The authenticated caller: a parameter of handlers, bound once and set by admission.</summary>
internal sealed class RequestCaller
{
    private RequestCaller()
    {
    }

    /// <summary>What the client presented: well-formed, and not proven before admission.</summary>
    public PresentedKey Key { get; internal set; }

    /// <summary>The timestamp of the request's arrival.</summary>
    public long Arrival { get; internal set; }

    /// <summary>Set by the admission filter before the handler runs.</summary>
    public Admission Admission { get; internal set; } = new();

    /// <summary>Tokens that admission reserved.</summary>
    public int ReservedTokens { get; internal set; }

    /// <summary>How long admission took.</summary>
    public TimeSpan Elapsed { get; internal set; }

    public Caller Caller => Admission.Caller ?? throw new InvalidOperationException("The request was not admitted.");

    /// <summary>The one of this request.</summary>
    public static RequestCaller Of(HttpContext context)
    {
        if (context.Features.Get<RequestCaller>() is not { } caller)
        {
            context.Features.Set(caller = new RequestCaller());
        }

        return caller;
    }

    public static ValueTask<RequestCaller?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<RequestCaller?>(Of(context));

    /// <summary>Takes over the tokens that admission reserved, to be settled elsewhere; 0 where the key's tokens have no limit.</summary>
    public int TakeReservedTokens()
    {
        var reserved = ReservedTokens;
        ReservedTokens = 0;
        return Admission.TokenWindow == 0 ? 0 : reserved;
    }

    /// <summary>
    /// Reports to the key how many of the reserved tokens were used, once. Costs nothing for keys whose tokens have no limit.
    /// </summary>
    public Task SettleAsync(IGrainFactory grains, int used)
    {
        var reserved = TakeReservedTokens();
        return reserved == 0 ? Task.CompletedTask : grains.GetApiKey(Caller.KeyId).SettleAsync(Admission.TokenWindow, reserved, used);
    }
}
