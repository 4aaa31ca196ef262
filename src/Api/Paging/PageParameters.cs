using Inference.Binding;

namespace Inference.Paging;

/// <summary>The paging parameters of one list: pages, counted in the list's own way, or a cursor.</summary>
internal sealed class PageParameters(int defaultSize, int maximumSize = 100, PageCounting counting = PageCounting.FromOne)
{
    private const string Snake = "page_size";
    private const string Camel = "pageSize";

    private static readonly Parameter Limit = Parameter.Integer("limit", minimum: 1, maximum: 200) with
    {
        Description = "cursor paging (extension): how many at most; with it page and page_size are ignored",
    };

    private static readonly Parameter After =
        Parameter.Text("after", "cursor paging (extension): the id after which to go on");

    private readonly int _first = counting == PageCounting.FromOne ? 1 : 0;

    public IEnumerable<Parameter> All => [Page, Size, Limit, After];

    private Parameter Page { get; } = counting switch
    {
        PageCounting.FromOne => Parameter.Integer("page", minimum: 1, @default: 1),
        PageCounting.FromZero => Parameter.Integer("page", minimum: 0, @default: 0) with { Description = "number of the page, from 0" },
        _ => Parameter.Integer("page", minimum: 0, @default: 0) with { Description = "number of items to skip" },
    };

    private Parameter Size { get; } = counting == PageCounting.FromOne
        ? Parameter.Integer(Snake, minimum: 1, maximum: maximumSize, @default: defaultSize) with { Synonym = Camel }
        : Parameter.Integer(Camel, minimum: 1, maximum: maximumSize, @default: defaultSize) with { Synonym = Snake };

    public PageQuery Read(ParameterReader reader)
    {
        var (page, size) = (reader.Integer(Page) ?? _first, reader.Integer(Size) ?? defaultSize);
        var skip = counting == PageCounting.Items ? page : (int)Math.Min((page - (long)_first) * size, int.MaxValue);
        return new PageQuery(page, size, skip) { First = _first, Limit = reader.Integer(Limit), After = reader.Text(After) };
    }
}

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
