namespace Inference.Uploads.Files;

/// <summary>The limits of a row, and of empty, wide and malformed rows, in every kind of file.</summary>
internal static class RowLimits
{
    public const int MaxColumns = 1_024;

    /// <summary>More than a persona can have, with room for quotes and escapes.</summary>
    public const int MaxCharacters = 2 * 1_024 * 1_024;

    /// <summary>Rows without a persona are not counted among <see cref="UploadOptions.MaxRows"/>: a sheet can be formatted down to its last row.</summary>
    public const int MaxEmptyRows = 1_048_576;

    /// <summary>Rows of a sheet that are rejected for their columns: each costs what its cells do.</summary>
    public const int MaxWideRows = 1_000;

    private const int MaxMalformed = 10_000;

    public static string TooLong => $"it has more than {MaxCharacters} characters";

    public static string TooWide => $"it has more than {MaxColumns} columns";

    public static void CheckMalformed(int rows)
    {
        if (rows > MaxMalformed)
        {
            throw new FileFaultException($"has more than {MaxMalformed} rows with what is not valid JSON, or not Unicode");
        }
    }

    public static void CheckWide(int rows)
    {
        if (rows > MaxWideRows)
        {
            throw new FileFaultException($"has more than {MaxWideRows} rows with more than {MaxColumns} columns");
        }
    }

    public static void CheckEmpty(int emptyRows)
    {
        if (emptyRows > MaxEmptyRows)
        {
            throw new FileFaultException($"has more than {MaxEmptyRows} empty rows");
        }
    }
}
