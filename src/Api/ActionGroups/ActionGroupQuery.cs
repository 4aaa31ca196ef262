using Inference.Paging;
using Inference.Requests;

namespace Inference.ActionGroups;

/// <summary>Which action groups to list.</summary>
internal sealed record ActionGroupQuery(PageQuery Page) : IParameters<ActionGroupQuery>
{
    private static readonly PageParameters Paging = new(defaultSize: 10, counting: PageCounting.FromZero);

    public static IReadOnlyList<Parameter> All { get; } = [.. Paging.All];

    public static ActionGroupQuery Read(ParameterReader reader) => new(Paging.Read(reader));
}
