using Xunit.v3;

namespace Inference.Infrastructure;

/// <summary>
/// Marks tests that start processes, such as silos, front ends or a browser, which <c>./test.sh quick</c> leaves out. What starts a process requires the
/// mark, so that a test without it fails.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ProcessTestAttribute : Attribute, ITraitAttribute
{
    private const string Name = "Kind";
    private const string Value = "process";

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new(Name, Value)];

    /// <summary>Fails when the running test, or the class whose fixture is made, is not marked.</summary>
    public static void Require()
    {
        var context = TestContext.Current;
        var traits = context.Test?.Traits ?? context.TestClass?.Traits;
        if (traits is null || !traits.TryGetValue(Name, out var kinds) || !kinds.Contains(Value))
        {
            throw new InvalidOperationException($"A test that starts a process is marked with [ProcessTest]: {context.TestClass?.TestClassName}.");
        }
    }
}
