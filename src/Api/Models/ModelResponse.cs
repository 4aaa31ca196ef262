using System.ComponentModel.DataAnnotations;

namespace Inference.Models;

/// <summary>A model in OpenAI's shape.</summary>
internal sealed record ModelResponse
{
    public required string Id { get; init; }

    [AllowedValues("model")]
    public required string Object { get; init; }

    /// <summary>Unix seconds.</summary>
    public required long Created { get; init; }

    public required string OwnedBy { get; init; }

    public static ModelResponse From(ModelDescription model) => new()
    {
        Id = model.Id,
        Object = "model",
        Created = model.CreatedAt.ToUnixTimeSeconds(),
        OwnedBy = model.OwnedBy,
    };
}

/// <summary>All models in OpenAI's shape.</summary>
internal sealed record ModelListResponse
{
    [AllowedValues("list")]
    public required string Object { get; init; }

    public required IEnumerable<ModelResponse> Data { get; init; }
}
