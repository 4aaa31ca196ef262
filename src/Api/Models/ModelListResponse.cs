using System.ComponentModel.DataAnnotations;

namespace Inference.Models;

/// <summary>All models in OpenAI's shape.</summary>
internal sealed record ModelListResponse
{
    [AllowedValues("list")]
    public required string Object { get; init; }

    public required IEnumerable<ModelResponse> Data { get; init; }
}
