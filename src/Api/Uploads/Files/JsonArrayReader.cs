using System.Text.Json;

namespace Inference.Uploads.Files;

/// <summary>Reads the items of a JSON array one by one, with no more of it in memory than the largest, which has a limit.</summary>
internal sealed class JsonArrayReader(Stream utf8)
{
    /// <summary>Of an item, or a line, or a value between items. A persona's data has 1 MiB, which escapes can make six times as long.</summary>
    public const int MaxBytes = 4 * 1_024 * 1_024;

    private const int FirstBytes = 65_536;

    private byte[] _buffer = new byte[FirstBytes];
    private int _start;
    private int _end;
    private bool _isLast;
    private int _items;
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = JsonRows.MaxDepth });

    private enum Step
    {
        Item,
        End,
        NeedsMore,
    }

    /// <returns>The next item, to be disposed of; <see langword="null"/> at the end.</returns>
    /// <exception cref="JsonException">It is not valid.</exception>
    public async Task<JsonDocument?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var step = Read(out var item);
            if (step != Step.NeedsMore)
            {
                _items++;
                return item;
            }

            await FillAsync(cancellationToken);
        }
    }

    private Step Read(out JsonDocument? item)
    {
        item = null;
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _isLast, _state);
        var before = reader;
        while (reader.Read())
        {
            if (reader.CurrentDepth > 0 || reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.EndArray))
            {
                var isWhole = JsonDocument.TryParseValue(ref reader, out item);
                Keep(isWhole ? reader : before);
                return isWhole ? Step.Item : Step.NeedsMore;
            }

            before = reader;
        }

        Keep(reader);
        return _isLast ? Step.End : Step.NeedsMore;
    }

    private void Keep(in Utf8JsonReader reader)
    {
        _start += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end >= MaxBytes)
        {
            throw new FileFaultException($"has an item of more than {MaxBytes} bytes, item {_items + 1}");
        }

        if (2 * _end > _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        var read = await utf8.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        _isLast = read == 0;
    }
}
