using Inference.Reporting;
using Inference.Sqlite;

namespace Inference.Storage;

/// <summary>The cost of statistics when they are read and when logs are written.</summary>
internal static class StatisticsBenchmark
{
    public static async Task<IReadOnlyList<Threshold>> RunAsync(BenchOptions options, CancellationToken cancellationToken)
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
