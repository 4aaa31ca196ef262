using System.Collections.Immutable;

namespace Inference.Checking;

/// <summary>What became of a check: it holds when there is no violation.</summary>
internal sealed record CheckResult(string Name, ImmutableArray<string> Violations)
{
    public bool Holds => Violations.IsEmpty;
}
