using System.Text;

namespace Inference.Uploads.Hostile;

/// <summary>A text with a piece in the middle that comes many times over, which is never all in memory.</summary>
internal sealed record Repeated(string Before, string Piece = "", int Times = 0, string After = "")
{
    private const int Block = 65_536;

    public static implicit operator Repeated(string text) => new(text);

    public void WriteTo(Stream stream)
    {
        stream.Write(Encoding.UTF8.GetBytes(Before));
        var pieces = Math.Max(1, Math.Min(Times, Block / Math.Max(1, Piece.Length)));
        var block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Piece, pieces)));
        for (var left = Times; left > 0; left -= pieces)
        {
            stream.Write(block, 0, block.Length / pieces * Math.Min(left, pieces));
        }

        stream.Write(Encoding.UTF8.GetBytes(After));
    }
}
