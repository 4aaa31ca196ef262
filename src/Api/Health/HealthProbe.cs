namespace Inference.Health;

/// <summary>The <c>health</c> command: requests the local server's readiness, for container engines that check health by running a program.</summary>
internal static class HealthProbe
{
    private const string DefaultAddress = "http://localhost:8080";

    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(2);

    /// <returns>The process's exit code: 0 when the server is ready.</returns>
    public static async Task<int> RunAsync(string? url)
    {
        using var client = new HttpClient { Timeout = RequestTimeout };
        try
        {
            using var response = await client.GetAsync(new Uri(new Uri(url ?? DefaultAddress), "/health/ready"));
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or UriFormatException or NotSupportedException)
        {
            // It does not listen, or does not answer, or is no address of HTTP.
            return 1;
        }
    }
}
