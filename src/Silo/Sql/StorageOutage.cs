using System.Data.Common;
using Inference.Errors;

namespace Inference.Sql;

/// <summary>
/// A database that does not answer, in the caller's words. What its client throws says more than a client should read, and cannot cross to other
/// processes; the client's own log has it.
/// </summary>
internal static class StorageOutage
{
    private const int RetryAfterSeconds = 2;

    // Class 57P: a server that is shutting down, has crashed or is starting.
    public static bool Is(Exception? exception) => exception switch
    {
        null => false,
        DbException { IsTransient: true } => true,
        DbException { SqlState: ['5', '7', 'P', ..] } => true,
        _ => Is(exception.InnerException),
    };

    public static InferenceException Explain() =>
        new(ErrorKind.Overloaded, "The storage does not answer. Please try again.", retryAfterSeconds: RetryAfterSeconds);
}
