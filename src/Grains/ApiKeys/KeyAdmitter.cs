using Inference.Errors;

namespace Inference.ApiKeys;

/// <summary>Admits or refuses the requests of one API key by its rules and its limits.</summary>
/// <param name="rules">What the key's stored state says of every request.</param>
/// <param name="limits">The key's windows of use, which outlive the rules.</param>
/// <param name="reserve">Writes down a block of the day's requests before they are admitted.</param>
internal sealed class KeyAdmitter(AdmissionRules rules, UsageLimits limits, Func<DayReservation, Task> reserve)
{
    private readonly Admission? _unlimited = limits.IsUnlimited ? new Admission { Caller = rules.Caller } : null;

    /// <summary>Counts a request and the tokens that it reserves, or says why it may not go on.</summary>
    public async ValueTask<Admission> AdmitAsync(AdmissionRequest request, DateTimeOffset now)
    {
        if (await RefuseAsync(request, now) is { } refusal)
        {
            return refusal;
        }

        var result = await TakeAsync(now, request.Tokens);
        return result is TakeResult.Admitted ? Admitted(now) : Limited(now, result, request.Tokens);
    }

    /// <summary>What <see cref="AdmitAsync"/> would say of a request without tokens; one that may go on is not counted.</summary>
    public async ValueTask<Admission> CheckAsync(AdmissionRequest request, DateTimeOffset now)
    {
        if (await RefuseAsync(request, now) is { } refusal)
        {
            return refusal;
        }

        var result = limits.Peek(now);
        return result is TakeResult.DaySpent or TakeResult.MinuteSpent
            ? Limited(now, result, tokens: 0)
            : _unlimited ?? new Admission { Caller = rules.Caller };
    }

    private async ValueTask<Admission?> RefuseAsync(AdmissionRequest request, DateTimeOffset now)
    {
        if (rules.Check(request, now) is not { } refusal)
        {
            return null;
        }

        // A request beyond a key's scopes is one of its requests. One from a wrong address is not: a stolen key must not use up its owner's limits.
        if (refusal.Refusal is ErrorKind.InsufficientScope && await TakeAsync(now, tokens: 0) is not TakeResult.Admitted and var result)
        {
            return Limited(now, result, tokens: 0);
        }

        return refusal.Refusal is ErrorKind.InvalidApiKey ? refusal : refusal with { Limit = limits.Describe(now, TakeResult.Admitted) };
    }

    private async ValueTask<TakeResult> TakeAsync(DateTimeOffset now, int tokens)
    {
        var result = limits.TryTake(now, tokens);
        if (result is TakeResult.NeedsReservation)
        {
            await reserve(limits.NextReservation(now));
            result = limits.TryTake(now, tokens);
        }

        return result;
    }

    private Admission Admitted(DateTimeOffset now) => _unlimited ?? new Admission
    {
        Caller = rules.Caller,
        Limit = limits.Describe(now, TakeResult.Admitted),
        TokenWindow = limits.TokenMinute,
    };

    private Admission Limited(DateTimeOffset now, TakeResult result, int tokens)
    {
        var limit = limits.Describe(now, result)!;
        return new Admission
        {
            Caller = rules.Caller,
            Refusal = ErrorKind.RateLimitExceeded,
            Message = result.Explain(limit, tokens),
            Limit = limit,
            LimitMet = result.ToKind(),
            RetryAfterSeconds = Math.Max(1, (int)Math.Ceiling((limit.Reset - now).TotalSeconds)),
        };
    }
}
