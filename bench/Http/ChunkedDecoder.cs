using System.Buffers;

namespace Inference.Http;

/// <summary>Takes HTTP's chunk lengths out of a body that arrives in pieces of any size.</summary>
internal sealed class ChunkedDecoder
{
    private int _left;
    private int _size;
    private bool _inSize = true;

    public void Decode(ReadOnlySpan<byte> input, ArrayBufferWriter<byte> output)
    {
        while (input.Length > 0)
        {
            if (_inSize)
            {
                Digit(input[0]);
                input = input[1..];
                continue;
            }

            // The two bytes after the data are the line's end.
            var data = Math.Min(Math.Max(_left - 2, 0), input.Length);
            output.Write(input[..data]);
            var taken = data > 0 ? data : 1;
            _left -= taken;
            input = input[taken..];
            _inSize = _left == 0;
        }
    }

    private void Digit(byte character)
    {
        if (character == '\n')
        {
            (_left, _size, _inSize) = (_size + 2, 0, false);
        }
        else if (char.IsAsciiHexDigit((char)character))
        {
            _size = (_size * 16) + Convert.ToInt32(((char)character).ToString(), 16);
        }
    }
}
