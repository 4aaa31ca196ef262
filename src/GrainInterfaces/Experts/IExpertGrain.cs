using Inference.Documents;

namespace Inference.Experts;

/// <summary>One expert. Get it with <see cref="ExpertGrainFactory.GetExpert"/>.</summary>
[Alias("Inference.Experts.IExpertGrain")]
public interface IExpertGrain : IDocumentGrain<ExpertFields>;
