namespace Inference.StructuredOutput;

/// <summary>A request for a small JSON object, as guard and router send.</summary>
internal sealed record JsonObjectRequest
{
    /// <summary>A name of the catalog.</summary>
    public required string Model { get; init; }

    public required string Instructions { get; init; }

    public required string Text { get; init; }

    /// <summary>The property that the object has.</summary>
    public required string Property { get; init; }

    /// <summary>The limiter's queue key: an API key's id.</summary>
    public string Queue { get; init; } = "";
}
