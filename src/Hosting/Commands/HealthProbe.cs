namespace Inference.Commands;

/// <summary>Requests a server's readiness, for container engines that check health by running a program, in images without another HTTP client.</summary>
internal static class HealthProbe
{
    private const string DefaultAddress = "http://localhost:8080";

    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(2);

    /// <returns>The process's exit code: 0 when the server is ready.</returns>
    public static async Task<int> RunAsync(string? url)
    {
        using var client = new HttpClient { Timeout = ProbeTimeout };
        try
        {
            using var response = await client.GetAsync(new Uri(new Uri(url ?? DefaultAddress), "/health/ready"));
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or UriFormatException or NotSupportedException)
        {
            // The server does not listen or does not answer, or the URL is not one of HTTP.
            return 1;
        }
    }
}
