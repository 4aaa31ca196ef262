using Inference.Paging;
using Inference.Requests;

namespace Inference.Actions;

/// <summary>Which actions to list.</summary>
internal sealed record ActionQuery(PageQuery Page) : IParameters<ActionQuery>
{
    private static readonly PageParameters Paging = new(defaultSize: 10, counting: PageCounting.FromZero);

    public static IReadOnlyList<Parameter> All { get; } = [.. Paging.All];

    public static ActionQuery Read(ParameterReader reader) => new(Paging.Read(reader));
}
