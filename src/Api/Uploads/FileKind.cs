namespace Inference.Uploads;

/// <summary>What a file is by its first bytes.</summary>
internal enum FileKind
{
    Workbook,
    Json,
    Table,
}
