namespace Inference.Models;

/// <summary>A question whose answer is a small JSON object, as guard and router ask.</summary>
internal sealed record SmallQuestion
{
    /// <summary>A name of the catalog.</summary>
    public required string Model { get; init; }

    public required string Instructions { get; init; }

    public required string Text { get; init; }

    /// <summary>The property that the object has.</summary>
    public required string Property { get; init; }

    /// <summary>Whose turn it is where requests wait for the model's server: an API key's id.</summary>
    public string Queue { get; init; } = "";
}
