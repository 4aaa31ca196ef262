using System.Data.Common;
using Orleans.Runtime.Messaging;
using Orleans.Storage;

namespace Inference.Errors;

/// <summary>Distinguishes outages, after which a repetition may succeed, from bugs.</summary>
public static class TransientFailures
{
    public static bool IsTransient(Exception exception) =>
        exception is TimeoutException or SiloUnavailableException or OrleansMessageRejectionException or ConnectionFailedException
            or ClientNotAvailableException or EnumerationAbortedException or InconsistentStateException or DbException { IsTransient: true }
            or InferenceException { Kind: ErrorKind.Overloaded }
            // A request alone may need more than is left of the process's limit: with fewer beside it, it may fit.
            or OutOfMemoryException
        || IsStorageFailure(exception);

    /// <summary>Whether storage is full or takes no writes. Storage's health logs that once, when it begins: the failures that follow from it are not logged.</summary>
    public static bool IsStorageFailure(Exception exception) => exception switch
    {
        InferenceException { Kind: ErrorKind.StorageFull or ErrorKind.StorageUnavailable } => true,
        // Orleans wraps what a grain's storage threw.
        OrleansException { InnerException: { } inner } => IsStorageFailure(inner),
        _ => false,
    };
}
