using System.Collections.Immutable;

namespace Inference.Insights;

/// <summary>All that an insight is made of. The actions count at this time and are in the order in which they were asked for.</summary>
internal sealed record InsightSubject(DateTimeOffset Now, InsightClient Client, ImmutableArray<InsightAction> Actions);
