using Inference.Errors;
using Inference.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Inference.Sql;

/// <summary>A server that can store nothing is not ready, though it goes on answering what only reads.</summary>
internal sealed class StorageHealthCheck(StorageHealth health) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(health.Problem switch
        {
            // The database of a cluster is back in seconds, or all silos are alike without it.
            null or { Kind: ErrorKind.Overloaded } => HealthCheckResult.Healthy(),
            { Kind: ErrorKind.StorageFull } => HealthCheckResult.Unhealthy("The storage is full."),
            _ => HealthCheckResult.Unhealthy("The storage takes no writes."),
        });
}
