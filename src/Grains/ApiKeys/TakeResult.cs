namespace Inference.ApiKeys;

/// <summary>What became of a request at the limits of its key.</summary>
internal enum TakeResult
{
    Admitted,
    DaySpent,
    MinuteSpent,
    TokensSpent,

    /// <summary>Nothing was counted: more of the day has to be reserved in storage first.</summary>
    NeedsReservation,
}

internal static class TakeResultMessage
{
    /// <summary>Tells a client which limit its request met.</summary>
    public static string Explain(this TakeResult result, RateLimit limit, int tokens) => result switch
    {
        TakeResult.DaySpent => $"The API key's limit of {limit.Limit} a day is reached: its requests of this day are used.",
        TakeResult.MinuteSpent => $"The API key's limit of {limit.Limit} a minute is reached: its requests of this minute are used.",
        _ => $"The request needs about {tokens} tokens and {limit.Remaining} of the API key's {limit.Limit} of this minute are left.",
    };

    public static LimitKind ToKind(this TakeResult result) => result switch
    {
        TakeResult.DaySpent => LimitKind.RequestsPerDay,
        TakeResult.MinuteSpent => LimitKind.RequestsPerMinute,
        _ => LimitKind.TokensPerMinute,
    };
}
