using Inference.Generating;

namespace Inference.Mutating;

/// <summary>A way to spoil a request; its name is told with a fault.</summary>
internal sealed record Mutation(string Name, Action<RequestDraft, Random> Apply);
