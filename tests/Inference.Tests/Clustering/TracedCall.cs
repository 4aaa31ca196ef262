namespace Inference.Clustering;

/// <summary>A call that a grain got: a message there, and one back.</summary>
/// <param name="Method">The interface's name and the method's.</param>
/// <param name="From">The silo that it came from; <see langword="null"/> for a front end.</param>
/// <param name="To">The silo that the grain lives on.</param>
internal sealed record TracedCall(string Method, string? From, string To)
{
    public bool IsFromFrontEnd => From is null;

    public bool CrossesSilos => From is not null && From != To;
}
