namespace Inference.Errors;

/// <summary>What a client is told of a failure: the one shape of all errors.</summary>
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

    /// <summary>What is not known to be fit to show is a bug or an outage, and its message stays here.</summary>
    public static InferenceException Classify(Exception exception) => exception switch
    {
        InferenceException error => error,
        // A grain that could not read or write its state: Orleans says so around what its storage said.
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
