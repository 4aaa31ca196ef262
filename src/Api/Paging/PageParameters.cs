using Inference.Requests;

namespace Inference.Paging;

/// <summary>The paging parameters of one list: pages counted from 1, or a cursor.</summary>
internal sealed class PageParameters(int defaultSize, int maximumSize = 100)
{
    private static readonly Parameter PageNumber = Parameter.Integer("page", minimum: 1, @default: 1);

    private static readonly Parameter Limit = Parameter.Integer("limit", minimum: 1, maximum: 200) with
    {
        Description = "cursor paging (extension): how many; with it page and page_size are ignored",
    };

    private static readonly Parameter After =
        Parameter.Text("after", "cursor paging (extension): the id after which to go on");

    private readonly Parameter _size =
        Parameter.Integer("page_size", minimum: 1, maximum: maximumSize, @default: defaultSize) with { Synonym = "pageSize" };

    public IEnumerable<Parameter> All => [PageNumber, _size, Limit, After];

    public PageQuery Read(ParameterReader reader) => new(
        reader.Integer(PageNumber) ?? 1,
        reader.Integer(_size) ?? defaultSize,
        reader.Integer(Limit),
        reader.Text(After));
}
