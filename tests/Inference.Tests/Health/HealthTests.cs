using System.Net;
using Inference.Infrastructure;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Inference.Health;

public sealed class HealthTests(InferenceFixture fixture)
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task A_running_server_is_live_and_ready_for_anybody(string path)
    {
        using var client = fixture.CreateClient();
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single(response.Headers.GetValues("x-request-id"));
    }

    [Fact]
    public async Task A_stopping_server_is_not_ready_any_more()
    {
        using var lifetime = new StoppingLifetime();
        var check = new ClusterHealthCheck(fixture.Grains, lifetime, TimeProvider.System);

        var result = await check.CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken);

        Assert.Equal(HealthStatus.Unhealthy, result.Status);
    }
}
