namespace Inference.Binding;

internal sealed record OptionalRequest : IOptionalBody
{
    public int Seconds { get; init; } = 7;
}
