using Inference.Documents;

namespace Inference.Actions;

/// <summary>Lists actions. A stateless worker; use key 0.</summary>
[Alias("Inference.Actions.IActionQueryGrain")]
public interface IActionQueryGrain : IDocumentQueryGrain<ActionFields>;
