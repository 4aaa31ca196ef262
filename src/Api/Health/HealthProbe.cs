namespace Inference.Health;

/// <summary>Asks the server beside it whether it is ready, for container engines that can only run a program, in images that have no other.</summary>
internal static class HealthProbe
{
    private const string Argument = "--health";
    private const string DefaultAddress = "http://localhost:8080";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static bool IsAskedFor(string[] args) => args is [Argument, ..];

    /// <returns>The process's exit code: 0 when the server is ready, at the address that follows the argument.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            var address = new Uri(new Uri(args.ElementAtOrDefault(1) ?? DefaultAddress), "/health/ready");
            using var response = await client.GetAsync(address);
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            // It does not listen, or does not answer.
            return 1;
        }
    }
}
