using System.Collections.Immutable;
using Inference.Errors;

namespace Inference.Documents;

/// <summary>What becomes of one field after another when some are given and some, named as in the contract, are cleared.</summary>
internal readonly struct FieldPatch(ImmutableArray<string> cleared)
{
    public T? Of<T>(T? given, T? old, string name)
        where T : class => given ?? (cleared.Contains(name) ? null : old);

    public T? Of<T>(T? given, T? old, string name)
        where T : struct => given ?? (cleared.Contains(name) ? null : old);

    /// <exception cref="InferenceException">One of these, which must always have a value, is cleared.</exception>
    public void Keep(params ReadOnlySpan<string> needed)
    {
        foreach (var name in needed)
        {
            if (cleared.Contains(name))
            {
                throw new InferenceException(ErrorKind.InvalidParamValue, $"{name} must not be null.", name);
            }
        }
    }
}
