using System.Data.Common;
using Inference.Errors;
using Npgsql;

namespace Inference.Postgres;

/// <summary>
/// Tells callers in their words that the database does not answer: what it throws says more than a client should read, and a front end, which
/// knows no database, could not even receive it.
/// </summary>
internal sealed partial class StorageOutages(ILogger<StorageOutages> logger) : IIncomingGrainCallFilter
{
    private const int RetryAfterSeconds = 2;

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (Exception exception) when (Find(exception) is { } outage)
        {
            LogOutage(outage, context.InterfaceName, context.MethodName);
            throw new InferenceException(
                ErrorKind.Overloaded, "The storage does not answer. Please try again.", retryAfterSeconds: RetryAfterSeconds);
        }
    }

    private static DbException? Find(Exception? exception) => exception switch
    {
        null => null,
        NpgsqlException { IsTransient: true } lost => lost,
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow } refused => refused,
        _ => Find(exception.InnerException),
    };

    [LoggerMessage(LogLevel.Warning, "The database did not answer while {Grain} did {Method}")]
    private partial void LogOutage(DbException exception, string grain, string method);
}
