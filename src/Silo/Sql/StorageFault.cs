using System.Data.Common;
using Inference.Errors;
using Inference.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Inference.Sql;

/// <summary>
/// Failures of the database that pass, translated for callers: the driver's exceptions reveal more than a caller should read, and cannot be serialised to
/// other processes.
/// </summary>
internal static class StorageFault
{
    private const int RetryAfterSeconds = 2;

    // SQLite's result codes.
    private const int Busy = 5;
    private const int Locked = 6;
    private const int NoMemory = 7;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int WriteFailed = InputOutput | (3 << 8);
    private const int SharedMemoryNotExtended = InputOutput | (19 << 8);

    public static bool Is(Exception? exception) => KindOf(exception) is not null;

    /// <summary>The exception for the caller, of one that <see cref="Is"/> a fault. Faults that last are reported to <paramref name="health"/>.</summary>
    public static InferenceException Translate(Exception exception, StorageHealth health) => KindOf(exception) switch
    {
        ErrorKind.StorageFull or ErrorKind.StorageUnavailable => health.Report(KindOf(exception)!.Value, exception.GetBaseException().Message),
        _ when IsAway(exception) => health.Report(ErrorKind.Overloaded, exception.GetBaseException().Message),
        _ => NoAnswer(),
    };

    /// <summary>Awaits work on the storage and translates its faults.</summary>
    public static async Task TranslateAsync(Task work, StorageHealth health)
    {
        try
        {
            await work;
        }
        catch (Exception exception) when (Is(exception))
        {
            throw Translate(exception, health);
        }
    }

    /// <inheritdoc cref="TranslateAsync(Task, StorageHealth)"/>
    public static async Task<T> TranslateAsync<T>(Task<T> work, StorageHealth health)
    {
        await TranslateAsync((Task)work, health);
        return await work;
    }

    private static InferenceException NoAnswer() =>
        new(ErrorKind.Overloaded, "The storage does not answer. Please try again.", retryAfterSeconds: RetryAfterSeconds);

    // A statement that timed out or was in conflict with another one says nothing about the next.
    private static bool IsAway(Exception? exception) => exception switch
    {
        null => false,
        PostgresException { SqlState: ['5', '7', 'P', ..] or ['0', '8', ..] } => true,
        NpgsqlException { InnerException: not TimeoutException } and not PostgresException => true,
        _ => IsAway(exception.InnerException),
    };

    private static ErrorKind? KindOf(Exception? exception) => exception switch
    {
        null or InferenceException => null,
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => ErrorKind.StorageFull,
        // The latter: a file could not be written.
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.IoError } => ErrorKind.StorageUnavailable,
        SqliteException { SqliteErrorCode: Full } => ErrorKind.StorageFull,
        // SQLite's codes where a file system refuses for a quota or the largest size of a file, of the database or of its shared memory.
        SqliteException { SqliteExtendedErrorCode: WriteFailed or SharedMemoryNotExtended } => ErrorKind.StorageFull,
        SqliteException { SqliteErrorCode: ReadOnly or InputOutput or CannotOpen } => ErrorKind.StorageUnavailable,
        SqliteException { SqliteErrorCode: Busy or Locked or NoMemory } => ErrorKind.Overloaded,
        DbException { IsTransient: true } => ErrorKind.Overloaded,
        // Class 57: a server that is shutting down, has crashed or is starting, or gave a statement up that took too long.
        DbException { SqlState: ['5', '7', ..] } => ErrorKind.Overloaded,
        _ => KindOf(exception.InnerException),
    };
}
