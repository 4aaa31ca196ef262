namespace Inference.Models.Wire.Answers;

/// <summary>
/// Which members of a stream's chunks say something new. Servers repeat many in every chunk: those of the answer itself that are no objects pass when their
/// value changes, nulls once, all others always.
/// </summary>
internal sealed class MemberMemory
{
    // Bounds what every later chunk has of a server that names each chunk's members anew: from then on those of the answer that are no objects do not pass.
    private const int MostRemembered = 64;

    private readonly List<(byte[] Key, byte[] Value)> _last = [];
    private readonly List<(int Index, byte[]? Before)> _changes = [];

    /// <summary>Begins a chunk.</summary>
    public void Begin() => _changes.Clear();

    /// <summary>Forgets what the chunk had, which is read again.</summary>
    public void Undo()
    {
        for (var i = _changes.Count - 1; i >= 0; i--)
        {
            var (index, before) = _changes[i];
            if (before is null)
            {
                _last.RemoveAt(index);
            }
            else
            {
                _last[index] = (_last[index].Key, before);
            }
        }

        _changes.Clear();
    }

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
                return isState && !last.AsSpan().SequenceEqual(value) && Remember(i, key, value);
            }
        }

        return _last.Count < MostRemembered ? Remember(_last.Count, [(byte)group, .. name], value) : !isState;
    }

    private bool Remember(int index, byte[] key, ReadOnlySpan<byte> value)
    {
        if (index == _last.Count)
        {
            _last.Add((key, value.ToArray()));
            _changes.Add((index, null));
        }
        else
        {
            _changes.Add((index, _last[index].Value));
            _last[index] = (key, value.ToArray());
        }

        return true;
    }
}
