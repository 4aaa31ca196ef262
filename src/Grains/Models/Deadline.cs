using System.Collections.Concurrent;

namespace Inference.Models;

/// <summary>
/// The token of one attempt at a model: it is cancelled with the call's own token, or when the time is up. Its source is rented, since most attempts end in time
/// and a source can be used again.
/// </summary>
internal sealed class Deadline : IDisposable
{
    private const int MostPooled = 1_024;

    // The part of a pause by which its end may be early.
    private const int Precision = 64;

    private static readonly ConcurrentQueue<CancellationTokenSource> Pool = new();

    private readonly CancellationTokenSource _source;
    private readonly CancellationToken _call;
    private readonly CancellationTokenRegistration _linked;
    private TimeSpan? _pause;
    private bool _isEnding;
    private long _end;
    private long _until;
    private long _due = long.MaxValue;
    private int _isReturned;

    private Deadline(CancellationTokenSource source, CancellationToken linked)
    {
        _source = source;
        _call = linked;
        _linked = linked.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), source);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Whether the time is up, and the call itself goes on.</summary>
    public bool IsExpired => _source.IsCancellationRequested && !_call.IsCancellationRequested;

    public static Deadline Rent(TimeSpan after, CancellationToken linked)
    {
        var deadline = new Deadline(Pool.TryDequeue(out var source) ? source : new CancellationTokenSource(), linked);
        deadline._until = Environment.TickCount64 + (long)Math.Max(after.TotalMilliseconds, 0);
        deadline._source.CancelAfter(after > TimeSpan.Zero ? after : TimeSpan.Zero);
        return deadline;
    }

    /// <summary>Leaves only the call's own token.</summary>
    public void Lift() => _source.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <summary>From now on the deadline is how long a stream may pause: between two bytes, and at most for some time between two pieces.</summary>
    public void Pause(TimeSpan betweenBytes, TimeSpan betweenPieces)
    {
        if (_isEnding)
        {
            return;
        }

        _pause = betweenBytes;
        _end = Environment.TickCount64 + (long)betweenPieces.TotalMilliseconds;
        KeepAlive();
    }

    /// <summary>The answer is complete: what may follow it is waited for at most that long.</summary>
    public void End(TimeSpan after)
    {
        if (!_isEnding)
        {
            _isEnding = true;
            _source.CancelAfter(after);
        }
    }

    /// <summary>The answer goes on after all.</summary>
    public void Continue()
    {
        if (_isEnding)
        {
            (_isEnding, _due) = (false, long.MaxValue);
            _source.CancelAfter(TimeSpan.FromMilliseconds(Math.Max(_until - Environment.TickCount64, 0)));
            KeepAlive();
        }
    }

    /// <summary>Bytes came.</summary>
    public void KeepAlive()
    {
        if (_isEnding || _pause is not { } pause)
        {
            return;
        }

        // Not for every token: a pause that began a moment later than it is measured from ends that much earlier.
        var (now, most) = (Environment.TickCount64, (long)pause.TotalMilliseconds);
        var next = Math.Min(now + most, _end);
        if (next < _due || next - _due >= most / Precision)
        {
            _due = next;
            _source.CancelAfter(TimeSpan.FromMilliseconds(Math.Max(next - now, 0)));
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isReturned, 1) == 1)
        {
            return;
        }

        _linked.Dispose();
        if (Pool.Count < MostPooled && _source.TryReset())
        {
            Pool.Enqueue(_source);
        }
        else
        {
            _source.Dispose();
        }
    }
}
