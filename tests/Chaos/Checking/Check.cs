using Inference.Recording;

namespace Inference.Checking;

/// <summary>Something that must hold after any run.</summary>
/// <param name="Name">What must hold.</param>
/// <param name="Violations">What does not, a line each.</param>
internal sealed record Check(string Name, Func<History, FinalState, IEnumerable<string>> Violations);
