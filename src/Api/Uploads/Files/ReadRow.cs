using Inference.Validation;

namespace Inference.Uploads.Files;

/// <summary>A row of a file: a persona, or the fault for which it is rejected.</summary>
internal readonly record struct ReadRow(int Number, UploadRow? Row, string? Fault)
{
    public const string NotJson = "it is not valid JSON";
    public const string NotUnicode = "it has text that is not Unicode";

    // The reason may quote the file.
    private const int MaxFault = 300;

    /// <summary>Whether it was found by an exception, which costs a hundred times as much as a row.</summary>
    public bool IsMalformed => Fault is NotJson or NotUnicode;

    public static ReadRow Rejected(int number, string fault) => new(number, null, WellFormedText.Cut(fault, MaxFault));
}
