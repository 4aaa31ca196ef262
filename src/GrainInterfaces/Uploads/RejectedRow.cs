namespace Inference.Uploads;

/// <summary>A row that is not imported, and why. The number is the one that a spreadsheet shows.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Uploads.RejectedRow")]
public sealed record RejectedRow(
    [property: Id(0)] string File,
    [property: Id(1)] int Row,
    [property: Id(2)] string Reason);
