using System.Globalization;

namespace Inference.Processes;

/// <summary>A silo's /metrics: each sample's name and value, its labels left out.</summary>
internal static class Metrics
{
    public static async Task<IReadOnlyList<(string Name, double Value)>> ReadAsync(ManagedProcess silo, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = silo.Address };
        var text = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative), cancellationToken);
        return [.. text.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => (line.Split('{', ' ')[0], Value(line)))];
    }

    /// <summary>Bytes that a silo's process has allocated on the heap since it began.</summary>
    public static async Task<double> ReadAllocatedAsync(ManagedProcess silo, CancellationToken cancellationToken) =>
        (await ReadAsync(silo, cancellationToken)).Where(sample => sample.Name == "dotnet_gc_heap_total_allocated_bytes_total").Sum(sample => sample.Value);

    private static double Value(string line) => double.Parse(line[(line.LastIndexOf('}') + 1)..].Trim().Split(' ')[^1], CultureInfo.InvariantCulture);
}
