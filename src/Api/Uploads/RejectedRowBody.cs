namespace Inference.Uploads;

/// <summary>A row that was not imported, and why.</summary>
internal sealed record RejectedRowBody(string File, int Row, string Reason);
