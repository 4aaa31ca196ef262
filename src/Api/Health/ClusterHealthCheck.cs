using Inference.Models;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Inference.Health;

/// <summary>Whether the cluster answers a cheap call in a second, and the process is not stopping.</summary>
internal sealed class ClusterHealthCheck(IGrainFactory grains, IHostApplicationLifetime lifetime, TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // From the signal on. The server listens on for Hosting:DrainDelay, in which balancers take it out of rotation.
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("The process is stopping.");
        }

        // A front end that waits for its first silo.
        if (!lifetime.ApplicationStarted.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("The process is starting.");
        }

        await grains.GetModelQueries().ListAsync(cancellationToken).WaitAsync(CallTimeout, clock, cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
