using System.Net;
using Inference.Health;
using Inference.Infrastructure;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Inference.Http;

public sealed class HealthTests(InferenceFixture fixture)
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/health")]
    public async Task A_running_server_is_live_and_ready_without_a_key(string path)
    {
        using var client = fixture.CreateClient();
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single(response.Headers.GetValues("x-request-id"));
    }

    [Fact]
    public async Task A_server_is_ready_from_its_start_until_it_stops()
    {
        using var lifetime = new FakeLifetime();
        var check = new ClusterHealthCheck(fixture.Grains, lifetime, TimeProvider.System);
        Assert.Equal(HealthStatus.Unhealthy, await StatusAsync(check));

        lifetime.Start();
        Assert.Equal(HealthStatus.Healthy, await StatusAsync(check));

        lifetime.StopApplication();
        Assert.Equal(HealthStatus.Unhealthy, await StatusAsync(check));
    }

    private static async Task<HealthStatus> StatusAsync(ClusterHealthCheck check) =>
        (await check.CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken)).Status;
}
