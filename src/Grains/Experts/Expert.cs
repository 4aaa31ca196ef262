using Inference.Documents;

namespace Inference.Experts;

/// <summary>An expert as router and pipeline know it.</summary>
internal sealed record Expert
{
    public required string Id { get; init; }

    public required ExpertFields Fields { get; init; }

    /// <summary>Tells apart what an expert was before and after a change: no two are of the same millisecond.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    public static Expert From(DocumentState<ExpertFields> state) => new() { Id = state.Id, Fields = state.Fields, UpdatedAt = state.UpdatedAt };
}
