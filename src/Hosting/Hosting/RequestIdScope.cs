using System.Collections;

namespace Inference.Hosting;

/// <summary>A log scope of one value.</summary>
internal sealed class RequestIdScope(string id) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public string Id => id;

    public int Count => 1;

    public KeyValuePair<string, object?> this[int index] =>
        index == 0 ? new("RequestId", id) : throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return this[0];
    }

    public override string ToString() => $"RequestId:{id}";

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
