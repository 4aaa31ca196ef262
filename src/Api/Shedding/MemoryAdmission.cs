using System.Globalization;
using Inference.Errors;
using Microsoft.Extensions.Options;

namespace Inference.Shedding;

/// <summary>
/// Sheds load before the process's memory is used up: while it is short, and where the requests in flight may need half of the limit. The garbage
/// collector's figures lag behind, and many large bodies arrive in less time.
/// </summary>
internal sealed partial class MemoryAdmission : IDisposable
{
    private const int RetryAfterSeconds = 2;

    // Measured: a chat's body as bytes and as text, guarded, logged and stored, until it is answered.
    private const int BytesPerBodyByte = 12;
    private const int BytesPerRequest = 32 * 1_024;

    // Time without a refusal after which the shortage is over.
    private static readonly TimeSpan RecoveryPeriod = TimeSpan.FromSeconds(10);

    private readonly MemoryGauge _gauge;
    private readonly IOptionsMonitor<MemoryOptions> _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<MemoryAdmission> _logger;
    private readonly ITimer _end;
    private readonly Lock _lock = new();
    private long _reserved;
    private long _refused;
    private long _latestRefusal;

    public MemoryAdmission(MemoryGauge gauge, IOptionsMonitor<MemoryOptions> options, TimeProvider clock, ILogger<MemoryAdmission> logger)
    {
        _gauge = gauge;
        _options = options;
        _clock = clock;
        _logger = logger;
        _end = clock.CreateTimer(_ => EndShortage(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What a request with a JSON body of so many bytes may take.</summary>
    public static long OfBody(long bytes) => BytesPerRequest + (bytes * BytesPerBodyByte);

    /// <summary>Reserves memory for a request, until the lease is disposed of.</summary>
    /// <exception cref="InferenceException"><see cref="ErrorKind.Overloaded"/>.</exception>
    public Lease Reserve(long bytes)
    {
        var percent = _options.CurrentValue.ShedAtPercent;
        if (percent == 0)
        {
            return default;
        }

        var threshold = percent / 100.0;
        var use = _gauge.Read(threshold);
        var reserved = Interlocked.Add(ref _reserved, bytes);
        // A single request is not refused for its size: other limits apply to that.
        if (use.Share >= threshold || (reserved > bytes && reserved > use.Limit * threshold / 2))
        {
            Interlocked.Add(ref _reserved, -bytes);
            throw Refuse(use, reserved);
        }

        return new Lease(this, bytes);
    }

    public void Dispose() => _end.Dispose();

    private InferenceException Refuse(MemoryUse use, long reserved)
    {
        lock (_lock)
        {
            _latestRefusal = _clock.GetTimestamp();
            if (_refused++ == 0)
            {
                LogShort(Mebibytes(use.Used), Mebibytes(reserved), Mebibytes(use.Limit));
                _end.Change(RecoveryPeriod, Timeout.InfiniteTimeSpan);
            }
        }

        return new(ErrorKind.Overloaded, "The server is short of memory. Please try again.", retryAfterSeconds: RetryAfterSeconds);
    }

    private void EndShortage()
    {
        lock (_lock)
        {
            var left = RecoveryPeriod - _clock.GetElapsedTime(_latestRefusal);
            if (left > TimeSpan.Zero)
            {
                _end.Change(left, Timeout.InfiniteTimeSpan);
                return;
            }

            LogEnough(_refused);
            _refused = 0;
        }
    }

    private static string Mebibytes(long bytes) => (bytes / 1_048_576).ToString(CultureInfo.InvariantCulture);

    [LoggerMessage(
        LogLevel.Warning,
        "Memory is short, requests with a body are refused: {Used} MiB in use, {Reserved} MiB for the requests that are being answered, of {Limit} MiB")]
    private partial void LogShort(string used, string reserved, string limit);

    [LoggerMessage(LogLevel.Information, "Memory is not short any more: {Count} requests were refused")]
    private partial void LogEnough(long count);

    /// <summary>A request's share of memory; given back once.</summary>
    internal readonly struct Lease(MemoryAdmission? admission, long bytes) : IDisposable
    {
        public void Dispose()
        {
            if (admission is not null)
            {
                Interlocked.Add(ref admission._reserved, -bytes);
            }
        }
    }
}
