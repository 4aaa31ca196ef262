namespace Inference.Paging;

/// <summary>
/// Which part of a list: by cursor (<see cref="After"/>, the id after which to go on) or by offset (<see cref="Skip"/>). Newest first,
/// ids break ties.
/// </summary>
[GenerateSerializer, Immutable, Alias("Inference.Paging.PageRequest")]
public sealed record PageRequest
{
    /// <summary>At most how many items.</summary>
    [Id(0)] public required int Size { get; init; }

    [Id(1)] public int Skip { get; init; }

    [Id(2)] public string? After { get; init; }

    /// <summary>Whether the next page begins after this page's last item instead of at a number: then a page may end early, where it would become too large.</summary>
    [Id(3)] public bool IsCursor { get; init; }
}
