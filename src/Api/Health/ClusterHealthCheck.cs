using Inference.Models;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Inference.Health;

/// <summary>Whether the cluster answers a cheap call in a second, and the process is not on its way out.</summary>
internal sealed class ClusterHealthCheck(IGrainFactory grains, IHostApplicationLifetime lifetime, TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // From the signal on; the server goes on listening for Hosting:DrainDelay, in which balancers notice and send requests elsewhere.
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("The process is stopping.");
        }

        // A front end that waits for its first silo.
        if (!lifetime.ApplicationStarted.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("The process is starting.");
        }

        await grains.GetModelQueries().ListAsync(cancellationToken).WaitAsync(Patience, clock, cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
