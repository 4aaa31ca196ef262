using System.Collections.Immutable;
using Inference.Errors;
using Inference.Models;
using Inference.Storage;

namespace Inference.Experts;

[GrainType("expert")]
internal sealed class ExpertGrain(
    [PersistentState("expert")] IPersistentState<ExpertState> state, IGrainFactory grains, TimeProvider clock) : Grain, IExpertGrain
{
    public async Task<Expert> CreateAsync(ExpertFields fields, CancellationToken cancellationToken)
    {
        var fingerprint = ExpertFingerprint.Of(fields);
        if (state.RecordExists)
        {
            return state.State.Fingerprint == fingerprint
                ? state.State.ToExpert()
                : throw new InferenceException(
                    ErrorKind.IdempotencyConflict, "The Idempotency-Key was used for another expert.", "Idempotency-Key");
        }

        await CheckModelAsync(fields, cancellationToken);
        var (environment, id) = ParseKey();
        var now = clock.GetUtcNow();
        return await SaveAsync(
            new ExpertState { Id = id, Environment = environment, CreatedAt = now, UpdatedAt = now, Fingerprint = fingerprint, Fields = fields },
            cancellationToken);
    }

    public Task<Expert?> GetAsync(CancellationToken cancellationToken) =>
        Task.FromResult(state.RecordExists ? state.State.ToExpert() : null);

    public async Task<Expert> UpdateAsync(ExpertFields fields, ImmutableArray<string> cleared, CancellationToken cancellationToken)
    {
        if (!state.RecordExists)
        {
            throw InferenceException.NotFound("expert", ParseKey().Id);
        }

        await CheckModelAsync(fields, cancellationToken);
        return await SaveAsync(
            state.State with { Fields = ExpertChange.Apply(state.State.Fields, fields, cleared), UpdatedAt = NextUpdate() },
            cancellationToken);
    }

    public async Task<bool> DeleteAsync(CancellationToken cancellationToken)
    {
        if (!state.RecordExists)
        {
            return false;
        }

        await state.ClearStateAsync(cancellationToken);
        await grains.GetExpertVersion(ParseKey().Environment).ChangedAsync();
        DeactivateOnIdle();
        return true;
    }

    private async Task<Expert> SaveAsync(ExpertState next, CancellationToken cancellationToken)
    {
        await state.SaveAsync(next, cancellationToken);
        await grains.GetExpertVersion(next.Environment).ChangedAsync();
        return next.ToExpert();
    }

    // Never twice the same millisecond, as precise as it is stored: the routing index takes the time of change for a version.
    private DateTimeOffset NextUpdate()
    {
        var (now, earliest) = (clock.GetUtcNow(), state.State.UpdatedAt.AddMilliseconds(1));
        return now > earliest ? now : earliest;
    }

    private async Task CheckModelAsync(ExpertFields fields, CancellationToken cancellationToken)
    {
        if (fields.Model is not { } name)
        {
            return;
        }

        var models = await grains.GetModelQueries().ListAsync(cancellationToken);
        if (!models.Any(model => string.Equals(model.Id, name, StringComparison.Ordinal)))
        {
            throw new InferenceException(ErrorKind.UnknownModel, $"There is no model '{name}'.", "model");
        }
    }

    private (string Environment, string Id) ParseKey() => this.GetPrimaryKeyString().Split('/', 2) is [var environment, var id]
        ? (environment, id)
        : throw new InvalidOperationException("An expert's key has two parts.");
}
