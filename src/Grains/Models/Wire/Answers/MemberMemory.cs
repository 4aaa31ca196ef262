namespace Inference.Models.Wire.Answers;

/// <summary>
/// Which members of a stream's chunks say something new. Servers repeat many in every chunk: those of the answer itself that are no objects pass when their
/// value changes, nulls once, all others always.
/// </summary>
internal sealed class MemberMemory
{
    // Bounds the comparisons for a server that names each chunk's members anew; beyond it all pass.
    private const int MostRemembered = 64;

    private readonly List<(byte[] Key, byte[] Value)> _last = [];

    /// <param name="group">Where the member stands: in the answer, the choice or the message.</param>
    /// <param name="name">The name as it stands between the quotes.</param>
    /// <param name="value">The value's JSON.</param>
    /// <param name="isState">Whether the value holds until it changes.</param>
    public bool IsNews(MemberGroup group, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, bool isState)
    {
        var isNull = value.SequenceEqual("null"u8);
        if (!isNull && !isState)
        {
            return true;
        }

        for (var i = 0; i < _last.Count; i++)
        {
            var (key, last) = _last[i];
            if (key[0] == (byte)group && key.AsSpan(1).SequenceEqual(name))
            {
                var isNews = isState ? !last.AsSpan().SequenceEqual(value) : false;
                _last[i] = isNews ? (key, value.ToArray()) : _last[i];
                return isNews;
            }
        }

        if (_last.Count < MostRemembered)
        {
            _last.Add(([(byte)group, .. name], value.ToArray()));
        }

        return true;
    }
}
