using System.Collections.Immutable;
using System.Data.Common;
using Inference.Paging;
using Inference.Storage;

namespace Inference.Sql;

/// <summary>
/// Reads one page of a list, row by row, and holds no more of it than <see cref="PageLimit.Bytes"/>. A page that a cursor continues ends before it would be
/// larger; a numbered page cannot, since the next number skips its rows: there, documents beyond the limit are shortened. A row that cannot be read is
/// logged and left out. Rows begin with the document and have an <c>id</c>.
/// </summary>
internal sealed class PageReader<T>(SqlDatabase database, PageRequest page, Func<DbDataReader, byte[], T> read)
{
    private readonly ImmutableArray<T>.Builder _items = ImmutableArray.CreateBuilder<T>();
    private long _bytes;
    private int _seen;
    private bool _hasMore;

    // The rows that cannot be read count for a number's rows, and not for a cursor's items: it would stand still where a whole page were of that kind.
    private bool IsFull => (page.IsCursor ? _items.Count : _seen) == page.Size;

    public async Task<Page<T>> ReadAsync(SqlQuery query, CancellationToken cancellationToken)
    {
        int take, before;
        do
        {
            (take, before) = (page.Size - _items.Count + 1, _seen);
            await query.Part(take, page.Skip + _seen).ReadWhileAsync(TryTake, cancellationToken);
        }
        while (!_hasMore && _seen - before == take);

        return new Page<T>(_items.ToImmutable(), _hasMore);
    }

    /// <summary>Whether to continue with the next row.</summary>
    private bool TryTake(DbDataReader row)
    {
        _hasMore = IsFull;
        if (_hasMore)
        {
            return false;
        }

        var document = row.GetFieldValue<byte[]>(0);
        var isBeyond = _items.Count > 0 && _bytes + document.Length > PageLimit.Bytes;
        _hasMore = isBeyond && page.IsCursor;
        if (_hasMore)
        {
            return false;
        }

        _seen++;
        return database.Unreadable.TryRead(() => row.GetString(row.GetOrdinal("id")), () =>
        {
            document = isBeyond ? ShortDocument.Of(document) : document;
            _items.Add(read(row, document));
            _bytes += document.Length;
        });
    }
}
