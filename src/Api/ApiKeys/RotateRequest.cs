using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Inference.Binding;

namespace Inference.ApiKeys;

/// <summary>How long the old secret works beside the new one: not at all unless said.</summary>
internal sealed record RotateRequest : IOptionalBody
{
    [Range(0, 604_800), DefaultValue(0)]
    public int? OverlapSeconds { get; init; }

    public TimeSpan ToOverlap() => TimeSpan.FromSeconds(OverlapSeconds ?? 0);
}
