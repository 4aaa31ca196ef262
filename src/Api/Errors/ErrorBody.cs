using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Inference.Errors;

/// <summary>The inside of an <see cref="ErrorEnvelope"/>.</summary>
internal sealed record ErrorBody
{
    [AllowedValues(
        ErrorStatus.InvalidRequest,
        ErrorStatus.Authentication,
        ErrorStatus.Permission,
        ErrorStatus.NotFound,
        ErrorStatus.Conflict,
        ErrorStatus.RateLimit,
        ErrorStatus.Api)]
    public required string Type { get; init; }

    public required string Message { get; init; }

    public required string Code { get; init; }

    /// <summary>The field at fault, as a path such as <c>messages[0].role</c>.</summary>
    public string? Param { get; init; }

    public required int Status { get; init; }

    public required string RequestId { get; init; }

    /// <summary>Seconds.</summary>
    [JsonPropertyName("retryAfter")]
    public int? RetryAfter { get; init; }

    /// <summary>The same in the spelling of everything else: clients look for the one or the other.</summary>
    [JsonPropertyName("retry_after")]
    public int? RetryAfterSeconds => RetryAfter;
}
