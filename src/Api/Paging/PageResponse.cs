namespace Inference.Paging;

/// <summary>One page of a list.</summary>
internal sealed record PageResponse<T>
{
    public required IReadOnlyList<T> Data { get; init; }

    public required int Page { get; init; }

    public required int PageSize { get; init; }

    public bool HasMore { get; init; }

    public int Count { get; init; }
}
