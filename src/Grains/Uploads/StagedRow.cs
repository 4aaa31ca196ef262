namespace Inference.Uploads;

/// <summary>A row that waits to be imported. Two rows, or a row and a persona, of one id or else one match are in conflict.</summary>
public sealed record StagedRow(int Position, string? Id, string? Match, StagedContent Content);
