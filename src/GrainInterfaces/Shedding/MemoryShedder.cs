using Inference.Errors;
using Microsoft.Extensions.Options;

namespace Inference.Shedding;

/// <summary>Refuses new work while the process is short of memory: from <see cref="MemoryOptions.ShedAtPercent"/> on.</summary>
public sealed class MemoryShedder(MemoryGauge gauge, IOptionsMonitor<MemoryOptions> options)
{
    private const int RetryAfterSeconds = 2;

    /// <exception cref="InferenceException"><see cref="ErrorKind.Overloaded"/>.</exception>
    public void EnsureAvailable()
    {
        if (Read() is { IsShort: true })
        {
            throw Refusal();
        }
    }

    /// <summary>The use of memory and the threshold; <see langword="null"/> where no work is refused for memory.</summary>
    public MemoryReading? Read() => options.CurrentValue.ShedAtPercent switch
    {
        0 => null,
        var percent => new MemoryReading(gauge.Read(percent / 100.0), percent / 100.0),
    };

    public static InferenceException Refusal() =>
        new(ErrorKind.Overloaded, "The server is short of memory. Please try again.", retryAfterSeconds: RetryAfterSeconds);
}

/// <summary>Memory in use, and the share of the limit from which on work is refused.</summary>
public readonly record struct MemoryReading(MemoryUse Use, double Threshold)
{
    public bool IsShort => Use.Share >= Threshold;
}
