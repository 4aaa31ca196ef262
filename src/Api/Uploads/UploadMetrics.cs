using System.Diagnostics.Metrics;
using Inference.Telemetry;
using Inference.Uploads.Files;

namespace Inference.Uploads;

/// <summary>Counts files and rows that are read. Rows that are written are counted by the session, where they are imported.</summary>
internal sealed class UploadMetrics
{
    private readonly Counter<long> _files;
    private readonly Counter<long> _rows;

    public UploadMetrics(IMeterFactory meters)
    {
        var meter = meters.CreateInference();
        _files = meter.CreateCounter<long>("inference.uploads.files", "{file}", "Files of uploads, by kind, and whether they could be read or were refused.");
        _rows = meter.CreateCounter<long>("inference.uploads.rows", "{row}", "Rows of the files that could be read, by kind, and whether they are personas (accepted) or rejected.");
    }

    public void Read(FileKind kind, int accepted, int rejected)
    {
        var label = KindOf(kind);
        _files.Add(1, label, new("outcome", "read"));
        _rows.Add(accepted, label, new("outcome", "accepted"));
        _rows.Add(rejected, label, new("outcome", "rejected"));
    }

    public void Refused(FileKind? kind) => _files.Add(1, KindOf(kind), new("outcome", "refused"));

    private static KeyValuePair<string, object?> KindOf(FileKind? kind) => new("kind", kind switch
    {
        FileKind.Workbook => "xlsx",
        FileKind.Json => "json",
        FileKind.Table => "csv",
        null => "unknown",
    });
}
