namespace Inference.Uploads;

/// <summary>A row of a file: a persona, or why it is none.</summary>
internal readonly record struct ReadRow(int Number, UploadRow? Row, string? Fault)
{
    // The reason may quote the file.
    private const int MaxFault = 300;

    public static ReadRow Rejected(int number, string fault) => new(number, null, WellFormedText.Cut(fault, MaxFault));
}
