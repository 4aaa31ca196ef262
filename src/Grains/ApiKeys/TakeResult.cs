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
