using Inference.Documents;

namespace Inference.ActionGroups;

/// <summary>Lists action groups. A stateless worker; use key 0.</summary>
[Alias("Inference.ActionGroups.IActionGroupQueryGrain")]
public interface IActionGroupQueryGrain : IDocumentQueryGrain<ActionGroupFields>;
