using Inference.Recording;

namespace Inference.Checking;

/// <summary>What a run must have met to tell anything.</summary>
internal static class RunChecks
{
    public static IEnumerable<string> Covered(History history, FinalState state)
    {
        var done = history.Operations.Where(operation => operation.Outcome == Outcome.Acknowledged).Select(operation => operation.Kind).ToHashSet();
        return history.Operations.Select(operation => operation.Kind).Distinct().Where(kind => !done.Contains(kind)).Select(kind => $"no {kind} was acknowledged")
            .Concat(Enum.GetValues<FaultKind>().Where(kind => history.Faults.All(fault => fault.Kind != kind)).Select(kind => $"there was no fault {kind}"))
            .Concat(history.Operations.Any() ? [] : ["nothing was done"]);
    }
}
