using Inference.ApiKeys;
using Inference.Errors;
using Inference.Sql;
using Polly;
using Polly.Retry;

namespace Inference.Hosting;

/// <summary>
/// Makes an admin key and shows it. It is shown before it is stored: of a process that is killed in between, the operator has a key that does not work, and
/// the next start makes another; the other way round, keys would be stored that were never seen, and no start would make one again.
/// </summary>
internal sealed class AdminKeyMaker(SqlDatabase database, ShutdownSignals signals, TimeProvider clock)
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
    public async Task MakeAsync(CancellationToken cancellationToken)
    {
        using var uninterrupted = await signals.HoldAsync(cancellationToken);
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

    // As its grain would, which has not been asked for: nothing knows the id yet.
    private async Task StoreAsync(NewAdminKey key, CancellationToken cancellationToken)
    {
        using var turn = await database.EnterWritesAsync(cancellationToken);
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
