using Inference.Documents;

namespace Inference.Experts;

/// <summary>Lists experts. A stateless worker; use key 0.</summary>
[Alias("Inference.Experts.IExpertQueryGrain")]
public interface IExpertQueryGrain : IDocumentQueryGrain<ExpertFields>;
