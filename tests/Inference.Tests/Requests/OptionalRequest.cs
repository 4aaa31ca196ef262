namespace Inference.Requests;

internal sealed record OptionalRequest : IOptionalBody
{
    public int Seconds { get; init; } = 7;
}
