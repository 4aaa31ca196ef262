using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Inference.Errors;

/// <summary>The body of every failed request: the one shape of all errors.</summary>
internal sealed record ErrorEnvelope(ErrorBody Error)
{
    private const string BugMessage = "The server made a mistake. It was logged under this request's id.";
    private const string ClusterMessage = "The server cannot take the request just now; try again.";
    private const int RetryAfterSeconds = 1;

    public static ErrorEnvelope Of(Exception exception, string requestId)
    {
        var error = Classify(exception);
        var status = ErrorStatus.Of(error.Kind);
        return new ErrorEnvelope(new ErrorBody
        {
            Type = status.Type,
            Message = error.Message,
            Code = status.Code,
            Param = error.Param,
            Status = status.Status,
            RequestId = requestId,
            RetryAfter = error.RetryAfterSeconds,
        });
    }

    /// <summary>Exceptions whose message is not meant for clients are bugs or outages; it is logged and not sent.</summary>
    public static InferenceException Classify(Exception exception) => exception switch
    {
        InferenceException error => error,
        // Orleans wraps what the storage threw when a grain's state could not be read or written.
        OrleansException { InnerException: InferenceException error } => error,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            new(ErrorKind.BodyTooLarge, "The body is too large."),
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } =>
            new(ErrorKind.RequestTimeout, "The body arrived too slowly."),
        BadHttpRequestException => new(ErrorKind.InvalidParamValue, "The request is not valid HTTP."),
        _ when TransientFailures.IsTransient(exception) => new(ErrorKind.Overloaded, ClusterMessage, retryAfterSeconds: RetryAfterSeconds),
        _ => new(ErrorKind.InternalError, BugMessage),
    };
}

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
