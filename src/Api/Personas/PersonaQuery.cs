using Inference.Paging;
using Inference.Requests;

namespace Inference.Personas;

/// <summary>Which personas to list.</summary>
internal sealed record PersonaQuery(PageQuery Page) : IParameters<PersonaQuery>
{
    private static readonly PageParameters Paging = new(defaultSize: 50, maximumSize: 200, counting: PageCounting.Items);

    public static IReadOnlyList<Parameter> All { get; } = [.. Paging.All];

    public static PersonaQuery Read(ParameterReader reader) => new(Paging.Read(reader));
}
