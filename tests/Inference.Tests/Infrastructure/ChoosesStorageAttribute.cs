using Xunit.v3;

namespace Inference.Infrastructure;

/// <summary>These tests name their engine instead of <c>INFERENCE_TEST_STORAGE</c>: one run of them is enough.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ChoosesStorageAttribute : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Storage", "chosen")];
}
