using Inference.Errors;
using Inference.Identity;
using Inference.Storage;

namespace Inference.Documents;

/// <summary>The life of one document in its grain's state, with creations that can be repeated. The grain adds its own rules.</summary>
internal sealed class StoredDocument<TFields>(
    IPersistentState<DocumentState<TFields>> state, DocumentKind<TFields> kind, string key, TimeProvider clock)
    where TFields : class, new()
{
    /// <summary>How long a creation can be repeated at least.</summary>
    public static readonly TimeSpan Repeatable = TimeSpan.FromHours(24);

    private readonly EnvironmentKey _key = EnvironmentKey.Parse(key);

    public string Environment => _key.Environment;

    public string Id => _key.Id;

    public bool Exists => state is { RecordExists: true, State.DeletedAt: null };

    public Document<TFields>? Current => Exists ? state.State.ToDocument() : null;

    /// <exception cref="InferenceException"><see cref="ErrorKind.ResourceNotFound"/>.</exception>
    public TFields Fields => Exists ? state.State.Fields : throw InferenceException.NotFound(kind.Noun, Id);

    /// <summary>What a repeated creation is answered with; <see langword="null"/> for the first.</summary>
    public Creation<TFields>? Replay(TFields fields)
    {
        if (!state.RecordExists || (state.State.DeletedAt is not null && !IsRepeatable))
        {
            return null;
        }

        return state.State.Fingerprint is not { } made || made == Fingerprint.Of(fields)
            ? new Creation<TFields>(state.State.AsFirstMade(), Replayed: true)
            : throw new InferenceException(
                ErrorKind.IdempotencyConflict, $"The Idempotency-Key was used for another {kind.Noun}.", "Idempotency-Key");
    }

    /// <summary>Stores the first fields; with those that a repeated creation will give again, when it may be repeated.</summary>
    public async Task<Creation<TFields>> CreateAsync(TFields fields, TFields? given, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var next = new DocumentState<TFields>
        {
            Id = Id,
            Environment = Environment,
            CreatedAt = now,
            UpdatedAt = now,
            Fields = fields,
            Match = kind.Match?.Invoke(fields),
            Fingerprint = given is null ? null : Fingerprint.Of(given),
        };
        await state.SaveAsync(next, cancellationToken);
        return new Creation<TFields>(next.ToDocument(), Replayed: false);
    }

    public async Task<Document<TFields>> UpdateAsync(TFields fields, CancellationToken cancellationToken)
    {
        var old = state.State;
        await state.SaveAsync(
            old with
            {
                Fields = fields,
                Match = kind.Match?.Invoke(fields),
                First = IsRepeatable ? old.First ?? old.Fields : null,
                UpdatedAt = NextUpdate(old.UpdatedAt),
            },
            cancellationToken);
        return state.State.ToDocument();
    }

    /// <summary>Whether there was one to delete.</summary>
    public async Task<bool> DeleteAsync(CancellationToken cancellationToken)
    {
        if (!Exists)
        {
            return false;
        }

        if (IsRepeatable)
        {
            var old = state.State;
            await state.SaveAsync(
                old with { Environment = "", Match = null, First = old.First ?? old.Fields, Fields = new(), DeletedAt = clock.GetUtcNow() },
                cancellationToken);
        }
        else
        {
            await state.ClearStateAsync(cancellationToken);
        }

        return true;
    }

    private bool IsRepeatable => state.State.Fingerprint is not null && clock.GetUtcNow() - state.State.CreatedAt < Repeatable;

    // Never twice the same millisecond, as precise as it is stored: the routing index takes the time of change for a version.
    private DateTimeOffset NextUpdate(DateTimeOffset last)
    {
        var (now, earliest) = (clock.GetUtcNow(), last.AddMilliseconds(1));
        return now > earliest ? now : earliest;
    }
}
