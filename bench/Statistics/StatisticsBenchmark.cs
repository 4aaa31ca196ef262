using Inference.Reporting;
using Inference.Sqlite;

namespace Inference.Statistics;

/// <summary>What statistics cost whoever asks for them, and whoever writes logs.</summary>
internal static class StatisticsBenchmark
{
    public static async Task<IReadOnlyList<Bar>> RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var writing = await WriteBenchmark.RunAsync(options, cancellationToken);
        var directory = Directory.CreateTempSubdirectory("inference-bench-").FullName;
        try
        {
            using var database = new SqliteDatabase(directory);
            database.Open();
            return [.. writing, .. await new ReadBenchmark(database, options).RunAsync(cancellationToken)];
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
