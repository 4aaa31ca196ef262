using Inference.Errors;
using Inference.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Inference.Sql;

/// <summary>A server whose storage takes no writes is not ready, though requests that only read still succeed.</summary>
internal sealed class StorageHealthCheck(StorageHealth health) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(health.Problem switch
        {
            // A short outage of the database, or one that all silos share: another silo would not help.
            null or { Kind: ErrorKind.Overloaded } => HealthCheckResult.Healthy(),
            { Kind: ErrorKind.StorageFull } => HealthCheckResult.Unhealthy("The storage is full."),
            _ => HealthCheckResult.Unhealthy("The storage takes no writes."),
        });
}
