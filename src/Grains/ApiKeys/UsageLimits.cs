namespace Inference.ApiKeys;

/// <summary>
/// A key's windows: requests a minute, requests a day, tokens a minute. The day's count outlives a crash: requests are admitted only up to what
/// storage recorded before (<see cref="NextReservation"/>), so a crash can lose a part of one block, and never admits more than the limit.
/// The minute's counts are in memory only: a crash loses less than a minute.
/// </summary>
internal sealed class UsageLimits
{
    // A day is written down in a thousand blocks: at a plan's full speed a write every few seconds, and a thousandth of a day lost to a crash.
    private const int BlocksPerDay = 1_000;

    private UsageWindow _minute = new(TimeSpan.FromMinutes(1));
    private UsageWindow _day = new(TimeSpan.FromDays(1));
    private UsageWindow _tokens = new(TimeSpan.FromMinutes(1));
    private DayReservation _reserved;
    private RequestLimits? _requests;
    private int? _tokensPerMinute;

    public bool IsUnlimited => _requests is null && _tokensPerMinute is null;

    /// <summary>The minute that tokens are reserved in, or 0 when they have no limit.</summary>
    public long TokenMinute => _tokensPerMinute is null ? 0 : _tokens.Number;

    /// <summary>Sets the limits; what was counted stays counted.</summary>
    public void Limit(RequestLimits? requests, int? tokensPerMinute) => (_requests, _tokensPerMinute) = (requests, tokensPerMinute);

    /// <summary>Takes over what storage knows, which may be more than was used.</summary>
    public void Restore(DayReservation reserved)
    {
        _reserved = reserved;
        _day.Set(reserved.DayNumber, reserved.UpTo);
    }

    /// <summary>Whether a request without tokens would be admitted; counts nothing.</summary>
    public TakeResult Peek(DateTimeOffset now) => Check(now, tokens: 0);

    /// <summary>Counts one request and its tokens. One that is refused for its tokens is counted without them, any other that is refused not at all.</summary>
    public TakeResult TryTake(DateTimeOffset now, int tokens)
    {
        var result = Check(now, tokens);
        if (result is not (TakeResult.Admitted or TakeResult.TokensSpent))
        {
            return result;
        }

        if (_requests is not null)
        {
            _minute.Add(1);
            _day.Add(1);
        }

        if (result is TakeResult.Admitted)
        {
            _tokens.Add(tokens);
        }

        return result;
    }

    /// <summary>Replaces tokens reserved by those used, unless their minute is over.</summary>
    public void Settle(DateTimeOffset now, long minute, int reserved, int used)
    {
        _tokens.MoveTo(now);
        if (_tokens.Number == minute)
        {
            _tokens.Add((long)used - reserved);
        }
    }

    /// <summary>What storage has to know before the next block of requests is admitted.</summary>
    public DayReservation NextReservation(DateTimeOffset now)
    {
        if (_requests is null)
        {
            return _reserved;
        }

        _day.MoveTo(now);
        return new DayReservation(_day.Number, Math.Min(_requests.PerDay, _day.Used + Math.Max(1, _requests.PerDay / BlocksPerDay)));
    }

    /// <summary>What storage has to know when nothing more will be admitted.</summary>
    public DayReservation FinalReservation() => _reserved with { UpTo = Math.Min(_reserved.UpTo, UsedOf(_reserved.DayNumber)) };

    /// <summary>Storage knows it now.</summary>
    public void Reserve(DayReservation reserved) => _reserved = reserved;

    /// <summary>The window that refused, or else the one with the least left. <see langword="null"/> when there is no limit.</summary>
    public RateLimit? Describe(DateTimeOffset now, TakeResult result)
    {
        MoveTo(now);
        return (result, _requests) switch
        {
            (TakeResult.TokensSpent, _) or (_, null) => _tokensPerMinute is { } limit ? _tokens.Describe(limit) : null,
            (TakeResult.MinuteSpent, { } requests) => _minute.Describe(requests.PerMinute),
            (TakeResult.DaySpent, { } requests) => _day.Describe(requests.PerDay),
            (_, { } requests) => requests.PerMinute - _minute.Used <= requests.PerDay - _day.Used
                ? _minute.Describe(requests.PerMinute)
                : _day.Describe(requests.PerDay),
        };
    }

    private TakeResult Check(DateTimeOffset now, int tokens)
    {
        MoveTo(now);

        // The longest wait first: a key without requests left today gains nothing in the next minute.
        if (_requests is not null && _day.Used >= _requests.PerDay)
        {
            return TakeResult.DaySpent;
        }

        if (_requests is not null && _minute.Used >= _requests.PerMinute)
        {
            return TakeResult.MinuteSpent;
        }

        if (_requests is not null && (_reserved.DayNumber != _day.Number || _day.Used >= _reserved.UpTo))
        {
            return TakeResult.NeedsReservation;
        }

        return tokens > 0 && _tokensPerMinute is { } limit && _tokens.Used + tokens > limit ? TakeResult.TokensSpent : TakeResult.Admitted;
    }

    private void MoveTo(DateTimeOffset now)
    {
        _minute.MoveTo(now);
        _day.MoveTo(now);
        _tokens.MoveTo(now);
    }

    private long UsedOf(long day) => _day.Number == day ? _day.Used : long.MaxValue;
}

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
