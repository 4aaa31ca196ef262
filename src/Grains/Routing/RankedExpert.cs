namespace Inference.Routing;

/// <summary>An expert's place in the index and its score, from 0 to 1.</summary>
internal readonly record struct RankedExpert(int Place, float Score)
{
    public static readonly RankedExpert None = new(-1, 0);

    public bool Exists => Place >= 0;

    public RankedExpert Scale(float factor) => this with { Score = Score * factor };
}
