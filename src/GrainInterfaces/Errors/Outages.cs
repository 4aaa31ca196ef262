using System.Data.Common;
using Orleans.Runtime.Messaging;
using Orleans.Storage;

namespace Inference.Errors;

/// <summary>Tells outages, which pass, from bugs, which do not.</summary>
public static class Outages
{
    public static bool Explain(Exception exception) =>
        exception is TimeoutException or SiloUnavailableException or OrleansMessageRejectionException or ConnectionFailedException
            or ClientNotAvailableException or EnumerationAbortedException or InconsistentStateException or DbException { IsTransient: true }
            or InferenceException { Kind: ErrorKind.Overloaded }
        || AreOfStorage(exception);

    /// <summary>Whether storage is full or takes no writes. That is logged once, when it begins: what fails by it meanwhile is not.</summary>
    public static bool AreOfStorage(Exception exception) => exception switch
    {
        InferenceException { Kind: ErrorKind.StorageFull or ErrorKind.StorageUnavailable } => true,
        // Orleans' words around what a grain's storage said.
        OrleansException { InnerException: { } inner } => AreOfStorage(inner),
        _ => false,
    };
}
