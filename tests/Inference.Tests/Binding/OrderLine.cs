using System.ComponentModel.DataAnnotations;

namespace Inference.Binding;

internal sealed record OrderLine
{
    public required string Article { get; init; }

    [Range(1, 9)]
    public int? HowMany { get; init; }
}
