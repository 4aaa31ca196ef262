namespace Inference.Insights;

/// <summary>What is stored of an insight that may be asked for again. Immutable, so that a failed write leaves the old value in memory.</summary>
internal sealed record InsightState
{
    public string Id { get; init; } = "";

    /// <summary>Always empty: no list shows insights, and what is in no environment is forgotten a day after <see cref="DeletedAt"/>.</summary>
    public string Environment { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Of the question: tells whether a repeated call asks the same.</summary>
    public string Fingerprint { get; init; } = "";

    public Insight? Reply { get; init; }

    /// <summary>The time it was made: from then on it is only remembered, as deleted documents are.</summary>
    public DateTimeOffset? DeletedAt { get; init; }
}
