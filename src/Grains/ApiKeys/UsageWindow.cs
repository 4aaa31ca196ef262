namespace Inference.ApiKeys;

/// <summary>
/// A count that starts anew with every minute, or day, of UTC. Fixed windows and not sliding ones: "10,000 per day" is then a number that a user can
/// check and a day's count is one number to store; X-RateLimit-Reset is exact.
/// </summary>
internal struct UsageWindow(TimeSpan length)
{
    /// <summary>Which window this is: how many have passed since the year 1.</summary>
    public long Number { get; private set; }

    public long Used { get; private set; }

    public readonly DateTimeOffset End => new((Number + 1) * length.Ticks, TimeSpan.Zero);

    /// <summary>Starts anew when the time has come.</summary>
    public void MoveTo(DateTimeOffset now)
    {
        // Clocks are set back by a little now and then, and differ by a little between silos: the window before goes on with this one's count.
        var number = now.UtcTicks / length.Ticks;
        if (number > Number || number < Number - 1)
        {
            Set(number, 0);
        }
    }

    public void Add(long count) => Used = Math.Max(0, Used + count);

    public void Set(long number, long used) => (Number, Used) = (number, used);

    public readonly RateLimit Describe(int limit) => new(limit, (int)Math.Clamp(limit - Used, 0, limit), End);
}
