using Inference.Sql;
using Inference.Storage;
using Npgsql;
using Polly;
using Polly.Retry;

namespace Inference.Postgres;

/// <summary>
/// Repeats a transaction that the server aborted, or that a lost connection left in doubt, for as long as a server takes to restart.
/// Only for work that can be repeated.
/// </summary>
internal sealed class PostgresRetries(TimeProvider clock, StorageHealth health)
{
    // With the pauses below some 20 seconds in all.
    private const int Attempts = 25;

    private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<NpgsqlException>(IsTransient),
            MaxRetryAttempts = Attempts,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(5),
            MaxDelay = TimeSpan.FromSeconds(1),
        })
        .Build();

    /// <exception cref="Errors.InferenceException">A <see cref="StorageFault"/> that did not pass.</exception>
    public async ValueTask<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await _pipeline.ExecuteAsync(async (run, token) => await run(token), work, cancellationToken);
        }
        catch (NpgsqlException exception) when (StorageFault.Is(exception))
        {
            throw StorageFault.Translate(exception, health);
        }
    }

    // A lost race shows as a unique violation or a deadlock; a partition that was dropped, as a check violation.
    private static bool IsTransient(NpgsqlException exception) => exception switch
    {
        // Npgsql calls these transient. They are not retried: an operator has to make room.
        PostgresException { SqlState: PostgresErrorCodes.DiskFull or PostgresErrorCodes.IoError } => false,
        PostgresException
        {
            SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.CheckViolation or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown,
        } => true,
        _ => exception.IsTransient,
    };
}
