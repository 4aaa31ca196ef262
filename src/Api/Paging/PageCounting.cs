namespace Inference.Paging;

/// <summary>What a list's <c>page</c> counts.</summary>
internal enum PageCounting
{
    /// <summary>Pages, from 1.</summary>
    FromOne,

    /// <summary>Pages, from 0.</summary>
    FromZero,

    /// <summary>Items to skip.</summary>
    Items,
}
