using System.Text;

namespace Inference.Uploads.Files.Workbooks;

/// <summary>The shared texts of a workbook's cells, all in memory and therefore dense: in UTF-8, one after the other.</summary>
internal sealed class SheetStrings
{
    private const int MaxBytes = 128 * 1_024 * 1_024;
    private const int MaxTexts = 4 * 1_024 * 1_024;
    private const int BlockBytes = 1_024 * 1_024;

    // The length of a text that is too long.
    private const int TooLong = -1;

    private readonly List<byte[]> _blocks = [];
    private readonly List<(int Block, int Start, int Length)> _texts = [];
    private readonly UnpackBudget _budget;
    private int _used;
    private long _total;

    public SheetStrings(Package package, string? name)
    {
        _budget = package.Budget;
        if (name is null || !package.Has(name))
        {
            return;
        }

        using var part = package.Open(name);
        part.ReadRoot();
        while (part.ReadChild(depth: 0, "si"))
        {
            if (_texts.Count == MaxTexts)
            {
                throw new FileFaultException($"has more than {MaxTexts} shared texts");
            }

            Add(part.ReadRichText().Decode());
        }
    }

    public bool Has(int index) => index >= 0 && index < _texts.Count;

    /// <summary>A text, decoded at each call; <see langword="null"/> when it is longer than a cell's can be.</summary>
    public string? Get(int index)
    {
        var (block, start, length) = _texts[index];
        if (length == TooLong)
        {
            return null;
        }

        _budget.Take(length);
        return Encoding.UTF8.GetString(_blocks[block], start, length);
    }

    private void Add(string? text)
    {
        if (text is null)
        {
            _texts.Add((0, 0, TooLong));
            return;
        }

        var length = Encoding.UTF8.GetByteCount(text);
        _total += length;
        if (_total > MaxBytes)
        {
            throw new FileFaultException($"has more than {MaxBytes} bytes of text");
        }

        if (_blocks.Count == 0 || _used + length > BlockBytes)
        {
            _blocks.Add(new byte[Math.Max(BlockBytes, length)]);
            _used = 0;
        }

        Encoding.UTF8.GetBytes(text, _blocks[^1].AsSpan(_used));
        _texts.Add((_blocks.Count - 1, _used, length));
        _used += length;
    }
}
