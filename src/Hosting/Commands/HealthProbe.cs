namespace Inference.Commands;

/// <summary>Asks the server beside it whether it is ready, for container engines that can only run a program, in images that have no other.</summary>
internal static class HealthProbe
{
    private const string DefaultAddress = "http://localhost:8080";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <returns>The process's exit code: 0 when the server is ready.</returns>
    public static async Task<int> RunAsync(string? url)
    {
        using var client = new HttpClient { Timeout = Patience };
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
