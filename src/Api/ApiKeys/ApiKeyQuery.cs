using Inference.Binding;
using Inference.Paging;

namespace Inference.ApiKeys;

/// <summary>Which API keys to list.</summary>
internal sealed record ApiKeyQuery(PageQuery Page) : IParameters<ApiKeyQuery>
{
    private static readonly PageParameters Paging = new(defaultSize: 50);

    public static IReadOnlyList<Parameter> All { get; } = [.. Paging.All];

    public static ApiKeyQuery Read(ParameterReader reader) => new(Paging.Read(reader));
}
