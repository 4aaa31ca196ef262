using Inference.Documents;

namespace Inference.Actions;

/// <summary>One action. Get it with <see cref="ActionGrainFactory.GetAction"/>.</summary>
[Alias("Inference.Actions.IActionGrain")]
public interface IActionGrain : IDocumentGrain<ActionFields>;
