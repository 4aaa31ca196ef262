namespace Inference.Statistics;

/// <summary>Rollups of one span whose start is in a range, in hours since 1970.</summary>
/// <param name="Span">Their span.</param>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
public readonly record struct RollupRange(RollupSpan Span, long From, long To);
