using Inference.Documents;
using Inference.Errors;
using Inference.Identity;
using Inference.Storage;
using Orleans.Placement;

namespace Inference.Insights;

// The silo that took the request makes the insight, as it is with completions. Calls of one key are taken one at a time, so those that
// come while the insight is made find it when their turn comes. The grain stays for them: each time it went, those that wait would be sent on,
// which Orleans does twice and no more.
[GrainType("insight"), PreferLocalPlacement, CollectionAgeLimit(Minutes = 2)]
internal sealed class InsightGrain(
    [PersistentState("insight")] IPersistentState<InsightState> state, InsightGenerator maker, TimeProvider clock) : Grain, IInsightGrain
{
    public async Task<MadeInsight> MakeAsync(InsightCall request, CancellationToken cancellationToken)
    {
        // Who has gone while waiting needs nothing made.
        cancellationToken.ThrowIfCancellationRequested();
        if (request.Repeatable)
        {
            return await MakeOnceAsync(request, cancellationToken);
        }

        try
        {
            return new MadeInsight(await maker.GenerateAsync(Id, request, cancellationToken), Replayed: false);
        }
        finally
        {
            DeactivateOnIdle();
        }
    }

    private string Id => EnvironmentKey.Parse(this.GetPrimaryKeyString()).Id;

    private async Task<MadeInsight> MakeOnceAsync(InsightCall request, CancellationToken cancellationToken)
    {
        // It may have been deleted since.
        await state.ReadStateAsync(cancellationToken);
        var fingerprint = Fingerprint.Of(request.Question);
        if (Remembered() is { Reply: { } reply } made)
        {
            return made.Fingerprint == fingerprint
                ? new MadeInsight(reply, Replayed: true)
                : throw new InferenceException(
                    ErrorKind.IdempotencyConflict, "The Idempotency-Key was used for another insight.", "Idempotency-Key");
        }

        var insight = await maker.GenerateAsync(Id, request, cancellationToken);
        var now = clock.GetUtcNow();
        await state.SaveAsync(
            new InsightState { Id = Id, CreatedAt = now, DeletedAt = now, Fingerprint = fingerprint, Reply = insight }, CancellationToken.None);
        return new MadeInsight(insight, Replayed: false);
    }

    private InsightState? Remembered() =>
        state.RecordExists && clock.GetUtcNow() - state.State.CreatedAt < StoredDocument<object>.Repeatable ? state.State : null;
}

/// <summary>What is stored of an insight that may be asked for again. Immutable, so that a failed write leaves the old value in memory.</summary>
internal sealed record InsightState
{
    public string Id { get; init; } = "";

    /// <summary>Always empty: no list shows insights, and a document without environment is deleted a day after <see cref="DeletedAt"/>.</summary>
    public string Environment { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Of the question: tells whether a repeated call asks the same.</summary>
    public string Fingerprint { get; init; } = "";

    public Insight? Reply { get; init; }

    /// <summary>The time it was made: from then on it is only remembered, as deleted documents are.</summary>
    public DateTimeOffset? DeletedAt { get; init; }
}
