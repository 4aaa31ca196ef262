namespace Inference.Uploads.Files;

/// <summary>Text for a parser that keeps a row as a whole, however long: the row ends at a limit. The parser is ahead by less than its buffer.</summary>
internal sealed class LimitedText(TextReader text) : TextReader
{
    private int _row;
    private int _characters;

    /// <summary>What is read from here on belongs to this row.</summary>
    public void StartRow(int row) => (_row, _characters) = (row, 0);

    public override int Read(char[] buffer, int index, int count)
    {
        var read = text.Read(buffer, index, count);
        _characters += read;
        return _characters <= RowLimits.MaxCharacters
            ? read
            : throw new FileFaultException($"has a row of more than {RowLimits.MaxCharacters} characters, row {_row}");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            text.Dispose();
        }

        base.Dispose(disposing);
    }
}
