namespace Inference.Models;

/// <summary>A model that the server is configured with, as <c>GET /v1/models</c> shows it.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Models.ModelDescription")]
public sealed record ModelDescription(
    [property: Id(0)] string Id,
    [property: Id(1)] DateTimeOffset CreatedAt,
    [property: Id(2)] string OwnedBy);
