using Inference.Checking;
using Inference.Recording;

namespace Inference.Chaos;

/// <summary>Asserts the violation that a broken history is reported as.</summary>
internal static class Expect
{
    /// <summary>The check finds something, and it is about this.</summary>
    public static void Violation(Func<History, FinalState, IEnumerable<string>> check, History history, FinalState state, string about) =>
        Assert.Contains(about, Assert.Single(check(history, state)), StringComparison.Ordinal);
}
