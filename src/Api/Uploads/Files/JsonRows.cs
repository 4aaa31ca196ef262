using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Inference.Uploads.Files;

/// <summary>Reads personas from JSON in UTF-8: an array, an object with an array, or a line each.</summary>
internal static class JsonRows
{
    /// <summary>Deeper JSON is refused by the reader; the limit of a persona's data is lower.</summary>
    public const int MaxDepth = 64;

    private const int MaxLine = JsonArrayReader.MaxBytes;

    private static readonly JsonDocumentOptions LineOptions = new() { MaxDepth = MaxDepth };

    /// <summary>Numbers count the items from 1.</summary>
    public static async IAsyncEnumerable<ReadRow> ReadArrayAsync(Stream utf8, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var items = new JsonArrayReader(utf8);
        for (var number = 1; await items.NextAsync(cancellationToken) is { } item; number++)
        {
            using (item)
            {
                yield return JsonPersona.Read(number, item.RootElement);
            }
        }
    }

    /// <summary>Numbers count the lines from 1. A line that is no JSON is a bad row, not a bad file.</summary>
    public static async IAsyncEnumerable<ReadRow> ReadLinesAsync(Stream utf8, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(utf8, new StreamPipeReaderOptions(bufferSize: 65_536, leaveOpen: true));
        var (number, emptyLines) = (0, 0);
        ReadResult result;
        do
        {
            result = await reader.ReadAsync(cancellationToken);
            var rest = result.Buffer;
            while (TryTakeLine(ref rest, result.IsCompleted, out var line))
            {
                number++;
                if (ReadLine(number, line) is { } row)
                {
                    yield return row;
                }
                else
                {
                    RowLimits.CheckEmpty(++emptyLines);
                }
            }

            if (rest.Length > MaxLine)
            {
                throw new FileFaultException($"has a line of more than {MaxLine} bytes, line {number + 1}");
            }

            reader.AdvanceTo(rest.Start, rest.End);
        }
        while (!result.IsCompleted);
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> rest, bool isLast, out ReadOnlySequence<byte> line)
    {
        if (rest.PositionOf((byte)'\n') is { } end)
        {
            line = rest.Slice(0, end);
            rest = rest.Slice(rest.GetPosition(1, end));
            return true;
        }

        line = isLast ? rest : default;
        rest = isLast ? rest.Slice(rest.End) : rest;
        return !line.IsEmpty;
    }

    private static ReadRow? ReadLine(int number, ReadOnlySequence<byte> line)
    {
        if (IsBlank(line))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(line, LineOptions);
            return JsonPersona.Read(number, document.RootElement);
        }
        catch (JsonException)
        {
            return ReadRow.Rejected(number, ReadRow.NotJson);
        }
    }

    private static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (var part in line)
        {
            if (part.Span.ContainsAnyExcept(" \t\r"u8))
            {
                return false;
            }
        }

        return true;
    }
}
