using System.Collections.Immutable;
using Inference.Errors;
using Inference.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Placement;

namespace Inference.ApiKeys;

// The default placement prefers the first caller's silo: behind an uneven balancer one silo would hold every key. A key serves all front ends alike, so
// any silo is as good as another.
[GrainType("api-key")]
[RandomPlacement]
internal sealed partial class ApiKeyGrain(
    [PersistentState("apikey")] IPersistentState<ApiKeyState> state,
    TimeProvider clock,
    ILogger<ApiKeyGrain> logger) : Grain, IApiKeyGrain
{
    private static readonly TimeSpan LastUsedInterval = TimeSpan.FromMinutes(1);

    private readonly UsageLimits _limits = new();
    private KeyAdmitter? _admitter;
    private DateTimeOffset? _lastUsed;
    private IGrainTimer? _timer;

    private string Id => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (state.RecordExists)
        {
            _limits.Restore(DayReservation.Of(state.State));
            _lastUsed = state.State.LastUsed;
            Apply();
        }

        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        var final = _limits.FinalReservation();
        if (state.RecordExists && (_lastUsed != state.State.LastUsed || final != DayReservation.Of(state.State)))
        {
            await SaveUseAsync(final, cancellationToken);
        }
    }

    public async Task<ApiKey> CreateAsync(ApiKeyFields fields, string? createdBy, CancellationToken cancellationToken)
    {
        if (state.RecordExists)
        {
            throw new InferenceException(ErrorKind.ResourceConflict, $"There is an API key '{Id}' already.", "id");
        }

        var environment = fields.Environment ?? ApiKeyEnvironments.Prod;
        var key = ApiKeyFormat.Make(environment, Id);
        await StartAsync(key, fields, new ApiKeyState { Environment = environment, CreatedBy = createdBy }, cancellationToken);
        if (createdBy is null)
        {
            LogMade(Id);
        }
        else
        {
            LogCreated(Id, createdBy);
        }

        return state.State.ToApiKey(key, lastUsed: null);
    }

    public async Task<ApiKey> AdoptAsync(string key, ApiKeyFields fields, CancellationToken cancellationToken)
    {
        if (!ApiKeyFormat.TryParse(key, out var presented) || presented.KeyId != Id)
        {
            throw new InferenceException(ErrorKind.InvalidParamValue, "The key is not one of 32 to 256 visible characters, or has another id.", "key");
        }

        if (!state.RecordExists)
        {
            var environment = fields.Environment ?? ApiKeyEnvironments.Prod;
            await StartAsync(key, fields, new ApiKeyState { Environment = environment, IsAdopted = true }, cancellationToken);
            LogAdopted(Id);
        }

        return Shown();
    }

    public async Task ConfigureAsync(bool isConfigured, CancellationToken cancellationToken)
    {
        if (!state.RecordExists)
        {
            DeactivateOnIdle();
        }
        else if (state.State.IsAdopted && state.State.IsWithdrawn == isConfigured)
        {
            await ChangeAsync(state.State with { IsWithdrawn = !isConfigured }, cancellationToken);
            LogConfigured(Id, isConfigured ? "configured again" : "no longer configured: it is inactive");
        }
    }

    public Task<ApiKey?> GetAsync(CancellationToken cancellationToken)
    {
        if (!state.RecordExists)
        {
            DeactivateOnIdle();
            return Task.FromResult<ApiKey?>(null);
        }

        return Task.FromResult<ApiKey?>(Shown());
    }

    public async Task<ApiKey> UpdateAsync(ApiKeyFields fields, ImmutableArray<string> cleared, CancellationToken cancellationToken)
    {
        await ChangeAsync(Existing().With(fields, cleared), cancellationToken);
        LogUpdated(Id);
        return Shown();
    }

    public async Task<ApiKey> RotateAsync(TimeSpan overlap, CancellationToken cancellationToken)
    {
        var current = Existing();
        if (current.IsAdopted)
        {
            throw new InferenceException(ErrorKind.ResourceConflict, "This key was set by the operator and can be changed only there.", "id");
        }

        var key = ApiKeyFormat.Make(current.Environment, Id);
        var rotated = current.WithSecret(key) with
        {
            PreviousHash = overlap > TimeSpan.Zero ? current.Hash : null,
            PreviousUntil = overlap > TimeSpan.Zero ? clock.GetUtcNow() + overlap : null,
        };
        await ChangeAsync(rotated, cancellationToken);
        LogRotated(Id, overlap);
        return state.State.ToApiKey(key, _lastUsed);
    }

    public async Task<bool> DeleteAsync(CancellationToken cancellationToken)
    {
        var existed = state.RecordExists;
        if (existed)
        {
            await state.ClearStateAsync(cancellationToken);
            _admitter = null;
            LogDeleted(Id);
        }

        DeactivateOnIdle();
        return existed;
    }

    public async Task<Admission> AdmitAsync(AdmissionRequest request)
    {
        var now = clock.GetUtcNow();
        var admission = _admitter is null ? Unknown() : await _admitter.AdmitAsync(request, now);
        _lastUsed = admission.Refusal is null ? now : _lastUsed;
        return admission;
    }

    public async Task<Admission> CheckAsync(AdmissionRequest request) =>
        _admitter is null ? Unknown() : await _admitter.CheckAsync(request, clock.GetUtcNow());

    public Task SettleAsync(long tokenWindow, int reserved, int used)
    {
        _limits.Settle(clock.GetUtcNow(), tokenWindow, reserved, used);
        return Task.CompletedTask;
    }

    private Admission Unknown()
    {
        // Guesses must not fill the memory.
        DeactivateOnIdle();
        return Admission.InvalidKey;
    }

    private Task StartAsync(string key, ApiKeyFields fields, ApiKeyState start, CancellationToken cancellationToken) =>
        ChangeAsync((start with { Id = Id, CreatedAt = clock.GetUtcNow() }).WithSecret(key).With(fields, []), cancellationToken);

    private async Task ChangeAsync(ApiKeyState next, CancellationToken cancellationToken)
    {
        await SaveAsync(next, DayReservation.Of(state.State), cancellationToken);
        Apply();
    }

    // Every write takes the latest use along: it is one row.
    private async Task SaveAsync(ApiKeyState next, DayReservation reserved, CancellationToken cancellationToken)
    {
        var stored = next with { LastUsed = _lastUsed, Day = reserved.Day, DayReserved = reserved.UpTo };
        await state.SaveAsync(stored, cancellationToken);
        _limits.Reserve(reserved);
    }

    private void Apply()
    {
        _limits.Limit(RequestLimits.Of(state.State.Plan), state.State.TokensPerMinute);
        _admitter = new KeyAdmitter(AdmissionRules.Of(state.State), _limits, ReserveAsync);
        _timer ??= this.RegisterGrainTimer(StoreUseAsync, new GrainTimerCreationOptions(LastUsedInterval, LastUsedInterval));
    }

    private async Task ReserveAsync(DayReservation reserved)
    {
        await SaveUseAsync(reserved, CancellationToken.None);
        _limits.Reserve(reserved);
    }

    private Task StoreUseAsync(CancellationToken cancellationToken) =>
        state.RecordExists && _lastUsed != state.State.LastUsed
            ? SaveUseAsync(_limits.NextReservation(clock.GetUtcNow()), cancellationToken)
            : Task.CompletedTask;

    private async Task SaveUseAsync(DayReservation reserved, CancellationToken cancellationToken)
    {
        try
        {
            await SaveAsync(state.State, reserved, cancellationToken);
        }
        catch (Exception exception) when (TransientFailures.IsStorageFailure(exception))
        {
            // Requests that only read continue. Their use is stored later; only a restart before that loses it.
        }
    }

    private ApiKeyState Existing() => state.RecordExists ? state.State : throw InferenceException.NotFound("API key", Id);

    private ApiKey Shown() => state.State.ToApiKey(state.State.Masked, _lastUsed);

    [LoggerMessage(LogLevel.Information, "API key {KeyId} was created by {CreatedBy}")]
    private partial void LogCreated(string keyId, string createdBy);

    [LoggerMessage(LogLevel.Information, "API key {KeyId} was created by the server")]
    private partial void LogMade(string keyId);

    [LoggerMessage(LogLevel.Information, "API key {KeyId} was taken from the configuration")]
    private partial void LogAdopted(string keyId);

    [LoggerMessage(LogLevel.Information, "API key {KeyId} is {Standing}")]
    private partial void LogConfigured(string keyId, string standing);

    [LoggerMessage(LogLevel.Information, "API key {KeyId} was changed")]
    private partial void LogUpdated(string keyId);

    [LoggerMessage(LogLevel.Information, "API key {KeyId} got a new secret, the old one works for {Overlap} more")]
    private partial void LogRotated(string keyId, TimeSpan overlap);

    [LoggerMessage(LogLevel.Information, "API key {KeyId} was deleted")]
    private partial void LogDeleted(string keyId);
}
