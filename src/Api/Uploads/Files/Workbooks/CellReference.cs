using System.Globalization;

namespace Inference.Uploads.Files.Workbooks;

/// <summary>The position of a row or a cell, by its reference. A sheet has 1,048,576 rows and 16,384 columns.</summary>
internal static class CellReference
{
    public const int MaxRows = 1_048_576;
    public const int MaxColumns = 16_384;

    /// <summary>A row's number; without a reference, the one after the last.</summary>
    public static int RowOf(string? reference, int last)
    {
        var number = last + 1;
        if (reference is not null && !int.TryParse(reference, NumberStyles.None, CultureInfo.InvariantCulture, out number))
        {
            number = 0;
        }

        return number is >= 1 and <= MaxRows
            ? number
            : throw new FileFaultException($"is a damaged XLSX file: the row after row {last} has a number that is not from 1 to {MaxRows}");
    }

    /// <summary>"BC12" is in column 54, counted from 0; without letters it is the one after the last.</summary>
    public static int ColumnOf(string? reference, int last)
    {
        var column = 0;
        foreach (var letter in reference ?? "")
        {
            if (!char.IsAsciiLetter(letter))
            {
                break;
            }

            column = Math.Min((column * 26) + (letter | 0x20) - 'a' + 1, MaxColumns + 1);
        }

        return column == 0 ? last + 1 : column - 1;
    }
}
