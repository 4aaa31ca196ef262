using System.Net;
using System.Net.Http.Json;
using Inference.Infrastructure;
using Inference.Processes;

namespace Inference.Telemetry;

public sealed class MetricsTests
{
    private static readonly Uri Metrics = new("/metrics", UriKind.Relative);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_is_counted_with_its_model_its_end_and_its_tokens()
    {
        // A process of its own: meters are the process's, and the silos of all other tests are in this one.
        await using var data = await TestDatabase.CreateAsync();
        await using var server = await SiloProcess.StartAsync(data);
        using var client = server.CreateClient();
        using var reply = await client.PostAsJsonAsync("/v1/chats", new { messages = new[] { new { role = "user", content = "Hello" } } }, Cancellation);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);

        using var anybody = server.CreateClient("");
        var text = await anybody.GetStringAsync(Metrics, Cancellation);

        Assert.Matches("""(?m)^inference_completions_duration_seconds_count\{.*end="Stop".*model="local".*\} 1""", text);
        Assert.Matches("""(?m)^inference_completions_tokens_total\{.*direction="input".*model="local".*\} [1-9]""", text);
        Assert.Contains("http_server_request_duration_seconds_bucket", text, StringComparison.Ordinal);
        Assert.Contains("dotnet_process_memory_working_set", text, StringComparison.Ordinal);
        Assert.Contains("orleans_app_requests_latency", text, StringComparison.Ordinal);
        Assert.DoesNotContain("orleans_directory_", text, StringComparison.Ordinal);
        Assert.DoesNotContain("orleans_messaging_processing_", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_management_port_has_the_metrics_to_itself()
    {
        await using var data = await TestDatabase.CreateAsync();
        var port = FreePort.Take();
        await using var server = await SiloProcess.StartAsync(data, new Dictionary<string, string?> { ["Api:ManagementPort"] = $"{port}" });
        using var client = server.CreateClient(SiloProcess.AdminKey);

        using var elsewhere = await client.GetAsync(Metrics, Cancellation);
        using var disguised = new HttpRequestMessage(HttpMethod.Get, Metrics) { Headers = { Host = $"localhost:{port}" } };
        using var refused = await client.SendAsync(disguised, Cancellation);
        using var there = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/metrics"), Cancellation);
        using var health = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/health/live"), Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Equal((HttpStatusCode.OK, "text/plain"), (there.StatusCode, there.Content.Headers.ContentType?.MediaType));
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }
}
