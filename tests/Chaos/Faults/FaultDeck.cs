using Inference.Recording;

namespace Inference.Faults;

/// <summary>Deals faults at random, each kind in its share: shuffled cards, all of them before any again, so that a short run meets every kind.</summary>
internal sealed class FaultDeck(Random random)
{
    private static readonly FaultKind[] Cards =
    [
        FaultKind.SiloKilled, FaultKind.SiloKilled, FaultKind.SiloKilled, FaultKind.SiloKilled,
        FaultKind.FrontEndKilled, FaultKind.FrontEndKilled,
        FaultKind.DatabaseRestarted,
        FaultKind.BackendsTerminated,
        FaultKind.ConnectionsCut, FaultKind.ConnectionsCut,
    ];

    private readonly Queue<FaultKind> _dealt = new();

    public FaultKind Deal()
    {
        if (_dealt.Count == 0)
        {
            var cards = Cards.ToArray();
            random.Shuffle(cards);
            foreach (var card in cards)
            {
                _dealt.Enqueue(card);
            }
        }

        return _dealt.Dequeue();
    }
}
