using Inference.Errors;
using Inference.Identity;
using Microsoft.Extensions.Logging;
using Orleans.Placement;
using Orleans.Storage;

namespace Inference.Uploads;

// The rows come through the silo that took the request: no hop is cheaper than none.
[GrainType("upload"), PreferLocalPlacement]
internal sealed partial class UploadSessionGrain(IUploadStore store, ImportMetrics metrics, TimeProvider clock, ILogger<UploadSessionGrain> logger)
    : Grain, IUploadSessionGrain, IRemindable, IDisposable
{
    public const string ExpiryReminder = "expiry";
    public const string WorkReminder = "work";

    private static readonly TimeSpan WorkInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ExpiryInterval = TimeSpan.FromHours(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();

    // What goes on by itself between calls, begun by them: the work checks and imports the rows, then what it needed is tidied up.
    private Task _work = Task.CompletedTask;
    private Task _tidying = Task.CompletedTask;

    private EnvironmentKey Key => field ??= EnvironmentKey.Parse(this.GetPrimaryKeyString());

    private string Token => Key.Id;

    private UploadProgress Upload => field ??= new(store, clock, Key.Environment, Token);

    private bool IsExpired => Upload.State is { } state && state.CreatedAt + UploadToken.Lifetime <= clock.GetUtcNow();

    private UploadSession? Visible => Upload.State is { Stage: not UploadStage.Receiving } state && !IsExpired ? state.ToSession() : null;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Upload.LoadAsync(cancellationToken);
        if (Upload.State?.Stage is UploadStage.Checking or UploadStage.Importing)
        {
            _work = WorkAsync();
        }
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_work, _tidying);
    }

    public async Task StageAsync(UploadChunk chunk, CancellationToken cancellationToken)
    {
        if ((await OpenAsync(cancellationToken)).Stage == UploadStage.Receiving)
        {
            await Upload.StageAsync(chunk, cancellationToken);
        }
    }

    public async Task<UploadSession> SealAsync(UploadReading reading, CancellationToken cancellationToken)
    {
        if (await OpenAsync(cancellationToken) is { Stage: UploadStage.Receiving } state)
        {
            await BeginAsync(state.Sealed(reading), cancellationToken);
        }

        return Upload.State!.ToSession();
    }

    public Task AbandonAsync()
    {
        if (Upload.State is { Stage: UploadStage.Receiving } && _tidying.IsCompleted)
        {
            _tidying = ForgetAsync();
        }

        return Task.CompletedTask;
    }

    public Task<UploadSession?> GetAsync(CancellationToken cancellationToken) => Task.FromResult(Visible);

    // Interleaves: it only reads, and what it waits for is no call.
    public async Task<UploadSession?> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _work.WaitAsync(Patience, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The caller asks again.
        }

        return Visible;
    }

    public async Task<UploadSession> FinalizeAsync(ConflictResolution resolution, CancellationToken cancellationToken)
    {
        if (Visible is null || Upload.State is not { } state)
        {
            throw UploadToken.NotFound(Token, clock.GetUtcNow());
        }

        if (state.Stage == UploadStage.Checking)
        {
            throw Conflict("The upload is still being checked for conflicts; finalize it when it is pending.", "upload_token");
        }

        if (state.Resolution is { } used && used != resolution)
        {
            throw Conflict($"The upload was finalized with conflict_resolution '{used.ToString().ToLowerInvariant()}'.", "conflict_resolution");
        }

        if (state.Stage == UploadStage.Pending)
        {
            await BeginAsync(state with { Stage = UploadStage.Importing, Resolution = resolution }, cancellationToken);
        }

        return Upload.State!.ToSession();
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (Upload.State is null || IsExpired)
        {
            await _stop.CancelAsync();
            await Task.WhenAll(_work, _tidying);
            _tidying = ForgetAsync();
        }
        else if (reminderName == WorkReminder && _work.IsCompleted && _tidying.IsCompleted)
        {
            _work = WorkAsync();
        }
    }

    public void Dispose() => _stop.Dispose();

    private async Task<UploadState> OpenAsync(CancellationToken cancellationToken)
    {
        if (Upload.State is null)
        {
            await this.RegisterOrUpdateReminder(ExpiryReminder, UploadToken.Lifetime, ExpiryInterval, cancellationToken);
            await Upload.CreateAsync(cancellationToken);
        }

        return Upload.State!;
    }

    /// <summary>The reminder comes first: it goes on with the work should this process end.</summary>
    private async Task BeginAsync(UploadState next, CancellationToken cancellationToken)
    {
        await _tidying;
        await this.RegisterOrUpdateReminder(WorkReminder, WorkInterval, WorkInterval, cancellationToken);
        await Upload.SaveAsync(next, cancellationToken);
        _work = WorkAsync();
    }

    private async Task WorkAsync()
    {
        try
        {
            await Upload.RunAsync(_stop.Token);
            _tidying = TidyAsync(Upload.State!);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The next activation goes on.
        }
        catch (InconsistentStateException)
        {
            // Another activation works on it: what this one knows is of no use.
            DeactivateOnIdle();
        }
        catch (Exception exception)
        {
            // What was committed stays, and the reminder begins again there.
            LogStopped(TransientFailures.IsStorageFailure(exception) ? null : exception, Token, Upload.State!.Position, Upload.State.Total);
        }
    }

    private async Task TidyAsync(UploadState state)
    {
        try
        {
            if (state.Stage == UploadStage.Completed)
            {
                metrics.Imported(state.Written, state.Settled, state.Resolution);
                LogImported(Token, state.Written, state.Settled, state.RejectedCount);
                await Upload.DropRowsAsync();
            }

            if (await this.GetReminder(WorkReminder) is { } reminder)
            {
                await this.UnregisterReminder(reminder);
            }
        }
        catch (Exception exception)
        {
            // The reminder that is still there comes back to it.
            LogUntidy(TransientFailures.IsStorageFailure(exception) ? null : exception, Token);
        }
    }

    /// <summary>The end of the session.</summary>
    private async Task ForgetAsync()
    {
        try
        {
            await Upload.DeleteAsync();
            foreach (var reminder in await this.GetReminders())
            {
                await this.UnregisterReminder(reminder);
            }
        }
        catch (Exception exception)
        {
            // The reminder of its expiry comes back to it.
            LogUntidy(TransientFailures.IsStorageFailure(exception) ? null : exception, Token);
        }
        finally
        {
            DeactivateOnIdle();
        }
    }

    private static InferenceException Conflict(string message, string param) => new(ErrorKind.ResourceConflict, message, param);

    [LoggerMessage(LogLevel.Information, "Upload {Token} was imported; personas written: {Written}, conflicts settled: {Settled}, rows rejected: {Rejected}")]
    private partial void LogImported(string token, int written, int settled, int rejected);

    [LoggerMessage(LogLevel.Warning, "Upload {Token} stopped at row {Position} of {Total}, to go on within a minute")]
    private partial void LogStopped(Exception? exception, string token, int position, int total);

    [LoggerMessage(LogLevel.Warning, "Upload {Token} was not tidied up")]
    private partial void LogUntidy(Exception? exception, string token);
}
