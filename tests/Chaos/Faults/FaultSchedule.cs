using Inference.Recording;

namespace Inference.Faults;

/// <summary>Draws faults at random without replacement, each kind in its share, so that a short run meets every kind.</summary>
internal sealed class FaultSchedule(Random random)
{
    private static readonly FaultKind[] Kinds =
    [
        FaultKind.SiloKilled, FaultKind.SiloKilled, FaultKind.SiloKilled, FaultKind.SiloKilled,
        FaultKind.FrontEndKilled, FaultKind.FrontEndKilled,
        FaultKind.DatabaseRestarted,
        FaultKind.BackendsTerminated,
        FaultKind.ConnectionsCut, FaultKind.ConnectionsCut,
    ];

    private readonly Queue<FaultKind> _pending = new();

    public FaultKind Next()
    {
        if (_pending.Count == 0)
        {
            var kinds = Kinds.ToArray();
            random.Shuffle(kinds);
            foreach (var kind in kinds)
            {
                _pending.Enqueue(kind);
            }
        }

        return _pending.Dequeue();
    }
}
