using Inference.ApiKeys;
using Inference.Errors;
using Inference.Sql;
using Polly;
using Polly.Retry;

namespace Inference.Hosting;

/// <summary>
/// Issues an admin key: shows it, then stores it. If the process is killed in between, the operator has a key that does not work, and the next start issues
/// another. In the reverse order a key could be stored that was never shown, and no start would issue one again.
/// </summary>
internal sealed class AdminKeyIssuer(SqlDatabase database, ShutdownSignals signals, TimeProvider clock)
{
    private const string Name = "apikey";

    private readonly ResiliencePipeline _retries = new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<Exception>(
                failure => StorageFault.Is(failure) || failure is InferenceException { Kind: ErrorKind.Overloaded }),
            Delay = TimeSpan.FromMilliseconds(500),
            MaxRetryAttempts = 10,
        })
        .Build();

    /// <summary>Whether there is any API key.</summary>
    public Task<bool> HasAnyAsync(CancellationToken cancellationToken) =>
        new SqlQuery(database, "select 1 from grain_state where name = @name limit 1").With("@name", Name).AnyAsync(cancellationToken);

    /// <exception cref="AdminKeyException">It could not be stored.</exception>
    public async Task IssueAsync(CancellationToken cancellationToken)
    {
        using var deferral = await signals.DeferAsync(cancellationToken);
        var key = NewAdminKey.Make(clock.GetUtcNow());
        StartupBanner.ShowKey(key.Key);
        try
        {
            await _retries.ExecuteAsync(async token => await StoreAsync(key, token), CancellationToken.None);
        }
        catch (Exception exception)
        {
            throw new AdminKeyException($"The admin key that was just shown could not be stored and does not work: {exception.Message}", exception);
        }
    }

    // As the key's grain would store it. The grain cannot be active: the id is new.
    private async Task StoreAsync(NewAdminKey key, CancellationToken cancellationToken)
    {
        using var lease = await database.EnterWritesAsync(cancellationToken);
        await using var connection = await database.ConnectAsync(cancellationToken);
        await new SqlQuery(
            connection,
            $"insert into grain_state (name, key, version, document) values (@name, @key, 1, {database.ToDocument("@document")}) on conflict (name, key) do nothing")
            .With("@name", Name)
            .With("@key", key.Id)
            .With("@document", key.Document)
            .RunAsync(cancellationToken);
    }
}

/// <summary>An admin key could not be issued.</summary>
internal sealed class AdminKeyException(string message, Exception? innerException = null) : OperatorException(message, innerException);
