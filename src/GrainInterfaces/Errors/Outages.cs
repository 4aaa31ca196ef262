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
            or InferenceException { Kind: ErrorKind.Overloaded };
}
