namespace Inference.Uploads;

/// <summary>A row of a file: a persona, or why it is none.</summary>
internal readonly record struct ReadRow(int Number, UploadRow? Row, string? Fault)
{
    public const string NotJson = "it is not valid JSON";
    public const string NotUnicode = "it has text that is not Unicode";

    // The reason may quote the file.
    private const int MaxFault = 300;

    /// <summary>Whether it was told by an exception, which takes a hundred times as long as a row.</summary>
    public bool IsMalformed => Fault is NotJson or NotUnicode;

    public static ReadRow Rejected(int number, string fault) => new(number, null, WellFormedText.Cut(fault, MaxFault));
}
