using System.Diagnostics.Metrics;
using Inference.Telemetry;

namespace Inference.Sqlite;

/// <summary>The size of the database. PostgreSQL's own exporter has that of a cluster's.</summary>
internal sealed class SqliteMetrics(IMeterFactory meters)
{
    public void ShowSizeOf(SqliteDatabase database) => meters.CreateInference().CreateObservableGauge(
        "inference.storage.size",
        () => new DirectoryInfo(database.Directory).EnumerateFiles($"{DataDirectory.DatabaseName}*").Sum(file => file.Length),
        "By",
        "Bytes of the SQLite database's files: itself, and what is not folded into it yet.");
}
