namespace Inference.Paging;

/// <summary>The part of a list that a client asked for, in its own counting.</summary>
internal sealed record PageQuery(int Page, int PageSize, int Skip)
{
    /// <summary>What the list calls its first page.</summary>
    public required int First { get; init; }

    public int? Limit { get; init; }

    public string? After { get; init; }

    private bool IsCursor => Limit is not null || After is not null;

    private int Size => Limit ?? PageSize;

    public PageRequest ToRequest() => new() { Size = Size, Skip = IsCursor ? 0 : Skip, After = After, IsCursor = IsCursor };

    /// <summary>Page and size are echoed; with a cursor there is but one page.</summary>
    public PageResponse<TOut> ToResponse<TIn, TOut>(Page<TIn> page, Func<TIn, TOut> show) => new()
    {
        Data = [.. page.Items.Select(show)],
        Page = IsCursor ? First : Page,
        PageSize = Size,
        HasMore = page.HasMore,
        Count = page.Items.Length,
    };
}
