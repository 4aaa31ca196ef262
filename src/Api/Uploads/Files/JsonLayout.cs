using System.Text.Json;

namespace Inference.Uploads.Files;

/// <summary>
/// The layout of a file that begins with <c>{</c>: one object with an array of objects, which is located, or a line for each object. It is found in one
/// pass that buffers nothing.
/// </summary>
internal sealed class JsonLayout
{
    private const int RowsDepth = 1;

    private long _base;
    private long _start = -1;
    private bool _isCandidate;
    private bool _isClosed;

    private JsonLayout()
    {
    }

    /// <summary>Where the array is, from its first byte to behind its last.</summary>
    public (long Start, long End)? Rows { get; private set; }

    public bool IsLines { get; private set; }

    /// <exception cref="JsonException">The first value is not valid.</exception>
    public static JsonLayout Find(Stream utf8)
    {
        var layout = new JsonLayout { _base = utf8.Position };
        var buffer = new byte[65_536];
        var state = new JsonReaderState(new JsonReaderOptions { AllowMultipleValues = true });
        var (length, isLast) = (0, false);
        while (!isLast && !layout.IsLines)
        {
            var read = utf8.Read(buffer, length, buffer.Length - length);
            length += read;
            isLast = read == 0;
            var reader = new Utf8JsonReader(buffer.AsSpan(0, length), isLast, state);
            layout.Read(ref reader);

            var used = (int)reader.BytesConsumed;
            buffer.AsSpan(used, length - used).CopyTo(buffer);
            (length, state, layout._base) = (length - used, reader.CurrentState, layout._base + used);
            if (length >= JsonArrayReader.MaxBytes)
            {
                throw new FileFaultException($"has a value of more than {JsonArrayReader.MaxBytes} bytes");
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, 2 * buffer.Length);
            }
        }

        layout.IsLines |= layout.Rows is null;
        return layout;
    }

    private void Read(ref Utf8JsonReader reader)
    {
        while (!IsLines && reader.Read())
        {
            // Content after the object: there is an object a line.
            IsLines = _isClosed;
            if (Rows is null && !_isClosed)
            {
                LookForRows(ref reader);
            }

            _isClosed |= reader is { TokenType: JsonTokenType.EndObject, CurrentDepth: 0 };
        }
    }

    private void LookForRows(ref Utf8JsonReader reader)
    {
        if (_isCandidate && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.EndArray))
        {
            // An array of something else.
            _start = -1;
        }

        _isCandidate = false;
        if (reader is { TokenType: JsonTokenType.StartArray, CurrentDepth: RowsDepth })
        {
            _start = _base + reader.TokenStartIndex;
            _isCandidate = true;
        }
        else if (reader is { TokenType: JsonTokenType.EndArray, CurrentDepth: RowsDepth } && _start >= 0)
        {
            Rows = (_start, _base + reader.TokenStartIndex + 1);
        }
    }
}
