using System.Collections.Immutable;

namespace Inference.Paging;

/// <summary>Part of a list, and whether more follows.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Paging.Page`1")]
public sealed record Page<T>(
    [property: Id(0)] ImmutableArray<T> Items,
    [property: Id(1)] bool HasMore);
