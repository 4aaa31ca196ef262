using System.Collections.Concurrent;
using Inference.OpenApi;
using Inference.Wire;

namespace Inference.Verifying;

/// <summary>
/// Counts what was asked and answered. A run that never gets past the key or the schema would find nothing: each operation must have succeeded, and most of
/// what is valid must be taken.
/// </summary>
internal sealed class OperationCoverage
{
    private const double LeastTaken = 0.6;
    private const double MostOverloaded = 0.02;

    private readonly ConcurrentDictionary<int, int> _statuses = new();
    private readonly ConcurrentDictionary<string, int> _successes = new();
    private int _asked;
    private int _valid;
    private int _validTaken;
    private int _mutatedTaken;

    public void Count(Exchange exchange)
    {
        var taken = exchange.Answer.IsSuccess ? 1 : 0;
        Interlocked.Increment(ref _asked);
        Interlocked.Add(ref _valid, exchange.Request.IsValid ? 1 : 0);
        Interlocked.Add(ref _validTaken, exchange.Request.IsValid ? taken : 0);
        Interlocked.Add(ref _mutatedTaken, exchange.Request.IsValid ? 0 : taken);
        _statuses.AddOrUpdate(exchange.Answer.Status, 1, (_, count) => count + 1);
        if (exchange.Answer.IsSuccess)
        {
            _successes.AddOrUpdate(exchange.Request.Operation.Id, 1, (_, count) => count + 1);
        }
    }

    public IEnumerable<Fault> FindGaps(ApiContract contract)
    {
        foreach (var operation in contract.Operations.Where(operation => !_successes.ContainsKey(operation.Id)))
        {
            yield return new Fault(Rule.Coverage, operation.Id, "it never succeeded");
        }

        if (_validTaken < _valid * LeastTaken)
        {
            yield return new Fault(Rule.Coverage, "run", "most valid requests are refused") { Detail = $"{_validTaken} of {_valid} taken" };
        }

        if (_statuses.GetValueOrDefault(503) > _asked * MostOverloaded)
        {
            yield return new Fault(Rule.Coverage, "run", "many requests are 503") { Detail = $"{_statuses[503]} of {_asked}" };
        }
    }

    public string Describe()
    {
        var statuses = string.Join(", ", _statuses.OrderBy(status => status.Key).Select(status => $"{(status.Key == 0 ? "none" : status.Key)} x {status.Value}"));
        return $"{_asked} requests: {_validTaken} of {_valid} valid ones and {_mutatedTaken} of {_asked - _valid} mutated ones taken ({statuses})";
    }
}
