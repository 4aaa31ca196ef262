using Microsoft.Extensions.Primitives;

namespace Inference.Models;

/// <summary>Tells that the configuration may have changed. Not the options monitor, which throws to whoever reads it after a bad reload.</summary>
internal sealed record ModelCatalogChanges(Func<IChangeToken> Token);
