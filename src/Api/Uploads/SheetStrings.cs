using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Inference.Uploads;

/// <summary>The texts that a workbook's cells share. They must all be at hand, so they are kept as densely as can be: in UTF-8, one after the other.</summary>
internal sealed class SheetStrings
{
    private const int MaxBytes = 128 * 1_024 * 1_024;
    private const int BlockBytes = 1_024 * 1_024;

    private readonly List<byte[]> _blocks = [];
    private readonly List<(int Block, int Start, int Length)> _texts = [];
    private int _used = BlockBytes;
    private long _total;

    public SheetStrings(SharedStringTablePart? part)
    {
        if (part is null)
        {
            return;
        }

        using var reader = new OpenXmlPartReader(part);
        while (reader.Read())
        {
            if (reader.IsStartElement && reader.ElementType == typeof(SharedStringItem))
            {
                Add(TextOf((SharedStringItem)reader.LoadCurrentElement()!));
            }
        }
    }

    public string this[int index]
    {
        get
        {
            var (block, start, length) = _texts[index];
            return Encoding.UTF8.GetString(_blocks[block], start, length);
        }
    }

    /// <summary>Without the hints at its pronunciation.</summary>
    public static string TextOf(RstType item) =>
        item.Text?.Text ?? string.Concat(item.Elements<Run>().Select(run => run.Text?.Text));

    private void Add(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        _total += length;
        if (_total > MaxBytes)
        {
            throw new FileFaultException($"has more than {MaxBytes} bytes of text");
        }

        if (_used + length > BlockBytes)
        {
            _blocks.Add(new byte[Math.Max(BlockBytes, length)]);
            _used = 0;
        }

        Encoding.UTF8.GetBytes(text, _blocks[^1].AsSpan(_used));
        _texts.Add((_blocks.Count - 1, _used, length));
        _used += length;
    }
}
