using System.Buffers;
using System.Text;
using Inference.Language;

namespace Inference.Models.Wire.Answers;

/// <summary>Collects members of a JSON object as they came, and forms an object of them.</summary>
internal sealed class ExtraMembers
{
    private readonly ArrayBufferWriter<byte> _json = new();

    public bool IsEmpty => _json.WrittenCount == 0;

    /// <param name="name">The name as it stands between the quotes.</param>
    /// <param name="value">The value's JSON.</param>
    public void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        _json.Write(IsEmpty ? "{\""u8 : ",\""u8);
        _json.Write(name);
        _json.Write("\":"u8);
        _json.Write(value);
    }

    public void Clear() => _json.ResetWrittenCount();

    /// <summary>The object as text that can be stored and sent: halves of surrogate pairs and NUL are replaced.</summary>
    public override string ToString()
    {
        _json.Write("}"u8);
        return Readable(_json.WrittenSpan);
    }

    /// <summary>The object as it is now, for a member of another one. Nothing can be added afterwards.</summary>
    public ReadOnlySpan<byte> ToBytes()
    {
        _json.Write("}"u8);
        return _json.WrittenSpan;
    }

    private static string Readable(ReadOnlySpan<byte> json)
    {
        if (JsonEscapes.IndexOfUnstorable(json) < 0)
        {
            return Encoding.UTF8.GetString(json);
        }

        var copy = json.ToArray();
        JsonEscapes.ReplaceUnstorable(copy);
        return Encoding.UTF8.GetString(copy);
    }
}
