using Inference.Paging;
using Inference.Requests;

namespace Inference.Experts;

internal sealed record ListExpertsQuery(PageQuery Page) : IParameters<ListExpertsQuery>
{
    private static readonly PageParameters Paging = new(defaultSize: 50);

    public static IReadOnlyList<Parameter> All { get; } = [.. Paging.All];

    public static ListExpertsQuery Read(ParameterReader reader) => new(Paging.Read(reader));
}
