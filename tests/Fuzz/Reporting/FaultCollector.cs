using Inference.Verifying;

namespace Inference.Reporting;

/// <summary>All faults of a run. Of each kind the smallest few are kept.</summary>
internal sealed class FaultCollector
{
    private const int Kept = 20;

    private readonly Dictionary<(Rule, string, string), List<Fault>> _faults = [];
    private readonly Dictionary<(Rule, string, string), int> _counts = [];
    private readonly HashSet<string> _requests = [];
    private readonly Lock _lock = new();

    /// <summary>Ids of requests with a fault.</summary>
    public IReadOnlySet<string> Requests => _requests;

    public void AddRange(IEnumerable<Fault> faults)
    {
        foreach (var fault in faults)
        {
            Add(fault);
        }
    }

    public void Add(Fault fault)
    {
        lock (_lock)
        {
            var kind = (fault.Rule, fault.Operation, fault.Kind);
            _requests.Add(fault.Exchange?.Answer.RequestId ?? "");
            _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
            if (!_faults.TryGetValue(kind, out var known))
            {
                _faults[kind] = known = [];
            }

            known.Add(fault);
            if (known.Count > Kept)
            {
                known.Remove(known.MaxBy(Size)!);
            }
        }
    }

    /// <summary>Faults that are alike in all operations, distinguished also by the server's exception.</summary>
    public IReadOnlyList<FaultGroup> Group(Func<string?, string?> exceptionOf)
    {
        lock (_lock)
        {
            var groups = from kind in _faults
                         from fault in kind.Value
                         group fault by (fault.Rule, fault.Kind, Thrown: fault.Rule == Rule.Statuses ? exceptionOf(fault.Exchange?.Answer.RequestId) ?? "" : "") into alike
                         orderby alike.Key.Rule, alike.Key.Kind
                         select alike;
            return [.. groups.Select(alike => new FaultGroup(alike.MinBy(Size)!, alike.Key.Thrown, [.. alike.Select(fault => fault.Operation).Distinct().Order()], Count(alike)))];
        }
    }

    // Of the kinds, over all exceptions: of most of their faults the exception is not kept.
    private int Count(IEnumerable<Fault> faults) => faults.Select(fault => (fault.Rule, fault.Operation, fault.Kind)).Distinct().Sum(kind => _counts[kind]);

    private static int Size(Fault fault) =>
        fault.Exchange is { Request: var request } ? request.Body.Length + request.Target.Length + (1_000 * request.Mutations.Count) : 0;
}

/// <summary>One fault: its smallest example, the server's exception, the operations that have it, and their number of occurrences.</summary>
internal sealed record FaultGroup(Fault Example, string Thrown, IReadOnlyList<string> Operations, int Count);
