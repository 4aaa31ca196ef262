using Inference.Recording;

namespace Inference.Checking;

/// <summary>The time without service after a fault.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Length">The longest time, in any series of probes, in which none succeeded, of those that the fault began.</param>
internal sealed record Outage(Fault Fault, TimeSpan Length)
{
    // What fails later has another cause.
    private static readonly TimeSpan Horizon = TimeSpan.FromSeconds(30);

    // Silos that are killed together share what follows.
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(500);

    // A probe that fails this late got no answer; one that fails sooner was cut off.
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(900);

    public static IEnumerable<Outage> After(History history)
    {
        var faults = history.Faults.OrderBy(fault => fault.At).ToList();
        var failures = history.Probes.GroupBy(probe => probe.Series).SelectMany(probes => Failures([.. probes.OrderBy(probe => probe.Began)]))
            .Select(failure => (Fault: CauseOf(failure.First, faults), failure.First, failure.End))
            .Where(failure => failure.Fault is not null)
            .ToList();
        return faults.Select(fault => new Outage(
            fault,
            failures.Where(failure => (fault.At - failure.Fault!.At).Duration() < Together)
                .Select(failure => failure.End - (failure.First.Began > fault.At ? failure.First.Began : fault.At))
                .DefaultIfEmpty()
                .Max()));
    }

    /// <summary>Each run of failures: its first one, and when the next success was there; failing to the last, it ends there.</summary>
    private static IEnumerable<(Probe First, DateTimeOffset End)> Failures(List<Probe> probes)
    {
        Probe? first = null;
        foreach (var probe in probes)
        {
            if (!probe.Succeeded)
            {
                first ??= probe;
            }
            else if (first is not null)
            {
                yield return (first, probe.Ended);
                first = null;
            }
        }

        if (first is not null)
        {
            yield return (first, probes[^1].Ended);
        }
    }

    /// <summary>The fault before it, or the one that met it on its way.</summary>
    private static Fault? CauseOf(Probe failed, List<Fault> faults)
    {
        var before = faults.LastOrDefault(fault => fault.At <= failed.Began && fault.At > failed.Began - Horizon);
        var meanwhile = faults.FirstOrDefault(fault => fault.At > failed.Began && fault.At <= failed.Ended);
        return before is null || failed.Ended - failed.Began < Late ? meanwhile ?? before : before;
    }
}
