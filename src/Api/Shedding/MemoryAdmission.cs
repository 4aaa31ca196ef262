using System.Globalization;
using Inference.Errors;

namespace Inference.Shedding;

/// <summary>
/// Sheds load before the process's memory is used up: while it is short, and where the requests in flight may need half of the limit. The garbage
/// collector's figures lag behind, and many large bodies arrive in less time.
/// </summary>
internal sealed partial class MemoryAdmission : IDisposable
{
    // Measured: a chat's body as bytes and as text, guarded, logged and stored, until it is answered.
    private const int BytesPerBodyByte = 12;
    private const int BytesPerRequest = 32 * 1_024;

    // Time without a refusal after which the shortage is over.
    private static readonly TimeSpan RecoveryPeriod = TimeSpan.FromSeconds(10);

    private readonly MemoryShedder _shedder;
    private readonly TimeProvider _clock;
    private readonly ILogger<MemoryAdmission> _logger;
    private readonly ITimer _end;
    private readonly Lock _lock = new();
    private long _reserved;
    private long _refused;
    private long _latestRefusal;

    public MemoryAdmission(MemoryShedder shedder, TimeProvider clock, ILogger<MemoryAdmission> logger)
    {
        _shedder = shedder;
        _clock = clock;
        _logger = logger;
        _end = clock.CreateTimer(_ => EndShortage(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The memory that a request with a JSON body of that many bytes may take.</summary>
    public static long OfBody(long bytes) => BytesPerRequest + (bytes * BytesPerBodyByte);

    /// <summary>Reserves memory for a request, until the lease is disposed of.</summary>
    /// <param name="bytes">Bytes that are reserved now.</param>
    /// <param name="before">Bytes that the same request has reserved before.</param>
    /// <exception cref="InferenceException"><see cref="ErrorKind.Overloaded"/>.</exception>
    public Lease Reserve(long bytes, long before = 0)
    {
        if (_shedder.Read() is not { } memory)
        {
            return default;
        }

        var most = (long)(memory.Use.Limit * memory.Threshold / 2);

        // A single request is not refused for its size, to which other limits apply, and one alone leaves room for small ones: it may be answered for minutes.
        var cap = most / 5 * 4;
        var counted = Math.Min(before + bytes, cap) - Math.Min(before, cap);
        var reserved = Interlocked.Add(ref _reserved, counted);
        if (memory.IsShort || reserved > most)
        {
            Interlocked.Add(ref _reserved, -counted);
            throw Refuse(memory.Use, reserved);
        }

        return new Lease(this, counted);
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

        return MemoryShedder.Refusal();
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
