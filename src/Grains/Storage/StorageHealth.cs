using Inference.Errors;
using Microsoft.Extensions.Logging;

namespace Inference.Storage;

/// <summary>
/// Whether a silo's storage takes writes, as the writes themselves find. What fails is reported here, by all of them, and logged once when it begins and once
/// when it is over.
/// </summary>
public sealed partial class StorageHealth(TimeProvider clock, ILogger<StorageHealth> logger)
{
    /// <summary>How often a storage that fails is probed.</summary>
    public static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(1);

    private const int RetryAfterSeconds = 5;

    // A database that is started again is back in less.
    private const int RetryAfterAwaySeconds = 2;

    // A probe may succeed where larger writes, or those to other tables, still fail: each time that this shows within a minute it counts only later.
    private static readonly TimeSpan Relapse = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private StorageProblem? _problem;
    private TaskCompletionSource _failing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long? _recoveredAt;
    private TimeSpan _hold = TimeSpan.Zero;

    /// <summary>Why writes fail, or <see langword="null"/> while they do not.</summary>
    public StorageProblem? Problem => Volatile.Read(ref _problem);

    /// <summary>Completes when writes begin to fail; at once while they do.</summary>
    public Task WhenFailing
    {
        get
        {
            lock (_lock)
            {
                return _failing.Task;
            }
        }
    }

    /// <summary>Refuses what would have to be stored while that is known to fail, before work is done for it.</summary>
    /// <exception cref="InferenceException">Writes fail.</exception>
    public void EnsureWritable()
    {
        // Where it only does not answer, the write waits for it.
        if (Problem is { Kind: not ErrorKind.Overloaded } problem)
        {
            throw Refusal(problem.Kind);
        }
    }

    /// <summary>Records a failed write and returns its error.</summary>
    /// <param name="kind"><see cref="ErrorKind.StorageFull"/>, <see cref="ErrorKind.StorageUnavailable"/>, or <see cref="ErrorKind.Overloaded"/> for no answer.</param>
    /// <param name="reason">The engine's own words, for the log.</param>
    public InferenceException Report(ErrorKind kind, string reason)
    {
        lock (_lock)
        {
            // Full storage that then does not answer is full, until a write succeeds.
            if (_problem?.Kind != kind && (_problem is null || kind != ErrorKind.Overloaded))
            {
                _hold = NextHold();
                Volatile.Write(ref _problem, new StorageProblem(kind, _problem?.Since ?? clock.GetTimestamp()));
                _failing.TrySetResult();
                Log(kind, reason.ReplaceLineEndings(" "));
            }
        }

        return Refusal(kind);
    }

    /// <summary>Takes note of a probe that was written.</summary>
    public void Recover()
    {
        lock (_lock)
        {
            if (_problem is { } problem && clock.GetElapsedTime(problem.Since) is var lasted && lasted >= _hold)
            {
                _recoveredAt = clock.GetTimestamp();
                Volatile.Write(ref _problem, null);
                _failing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                LogRecovered(lasted.TotalSeconds);
            }
        }
    }

    private TimeSpan NextHold() => _recoveredAt is { } recovered && clock.GetElapsedTime(recovered) < Relapse
        ? TimeSpan.FromTicks(Math.Clamp(_hold.Ticks * 2, TimeSpan.FromSeconds(5).Ticks, LongestHold.Ticks))
        : TimeSpan.Zero;

    private void Log(ErrorKind kind, string reason)
    {
        if (kind == ErrorKind.Overloaded)
        {
            LogAway(reason);
        }
        else
        {
            LogFailing(kind == ErrorKind.StorageFull ? "is full" : "takes no writes", reason);
        }
    }

    private static InferenceException Refusal(ErrorKind kind) => kind switch
    {
        ErrorKind.StorageFull => new(
            kind, "The server's storage is full. The operator has to make room; please try again later.", retryAfterSeconds: RetryAfterSeconds),
        ErrorKind.StorageUnavailable => new(
            kind, "The server's storage takes no writes at the moment. Please try again later.", retryAfterSeconds: RetryAfterSeconds),
        _ => new(kind, "The storage does not answer. Please try again.", retryAfterSeconds: RetryAfterAwaySeconds),
    };

    [LoggerMessage(LogLevel.Error, "The storage {State}: what has to be stored is refused until a write succeeds, reads go on. {Reason}")]
    private partial void LogFailing(string state, string reason);

    [LoggerMessage(LogLevel.Error, "The storage does not answer: requests that need it are refused until it does. {Reason}")]
    private partial void LogAway(string reason);

    [LoggerMessage(LogLevel.Information, "The storage takes writes again, after {Seconds:0} s")]
    private partial void LogRecovered(double seconds);
}

/// <summary>Why writes fail, and since when.</summary>
public sealed record StorageProblem(ErrorKind Kind, long Since);
