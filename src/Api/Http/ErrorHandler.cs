using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Inference.Authentication;
using Inference.Errors;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Inference.Http;

/// <summary>Writes every failure in one shape: exceptions, and error statuses without a body, as routing leaves them. Keeps the headers that were set.</summary>
internal sealed partial class ErrorHandler(
    RequestDelegate next, IOptions<JsonOptions> json, RefusalLog refusals, RefusalMetrics metrics, ILogger<ErrorHandler> logger)
{
    private readonly JsonTypeInfo<ErrorEnvelope> _type =
        (JsonTypeInfo<ErrorEnvelope>)json.Value.SerializerOptions.GetTypeInfo(typeof(ErrorEnvelope));

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (FindBareStatus(context) is { } error)
            {
                await WriteAsync(context, error);
            }
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has disconnected; the status is for the access log.
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }
        }
        catch (Exception exception)
        {
            await HandleAsync(context, exception);
        }
    }

    private async Task HandleAsync(HttpContext context, Exception exception)
    {
        var error = ErrorEnvelope.Classify(exception);
        if (error.Kind == ErrorKind.InternalError)
        {
            LogBug(exception, context.Request.Method, context.TraceIdentifier);
        }
        else if (error.Kind == ErrorKind.Overloaded && error != exception && exception.InnerException != error)
        {
            LogOutage(exception, context.Request.Method, context.TraceIdentifier);
        }

        refusals.Write(context, error.Kind);
        metrics.Refused(error.Kind, error.Kind == ErrorKind.RateLimitExceeded ? RequestCaller.Of(context).Admission.LimitMet : null);
        if (HasBegun(context.Response))
        {
            // A partial response must not look complete, and what is buffered of it cannot be taken back.
            context.Abort();
            return;
        }

        await WriteAsync(context, error);
    }

    private async Task WriteAsync(HttpContext context, InferenceException error)
    {
        var envelope = ErrorEnvelope.Of(error, context.TraceIdentifier);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(envelope, _type);
        var response = context.Response;
        response.StatusCode = envelope.Error.Status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = bytes.Length;
        if (envelope.Error.RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (error.ShouldRetry is { } shouldRetry)
        {
            // OpenAI's clients obey it before they look at the status.
            response.Headers["x-should-retry"] = shouldRetry ? "true" : "false";
        }

        await response.Body.WriteAsync(bytes, CancellationToken.None);
    }

    private static bool HasBegun(HttpResponse response) =>
        response.HasStarted || response.BodyWriter is { CanGetUnflushedBytes: true, UnflushedBytes: > 0 };

    /// <summary>The error of a status without a body, as routing leaves it.</summary>
    private static InferenceException? FindBareStatus(HttpContext context) => context.Response switch
    {
        { HasStarted: true } or { ContentType: not null } or { ContentLength: > 0 } or { StatusCode: < 400 } => null,
        { StatusCode: StatusCodes.Status404NotFound } => new(ErrorKind.ResourceNotFound, "There is nothing at this path."),
        { StatusCode: StatusCodes.Status405MethodNotAllowed } => new(
            ErrorKind.MethodNotAllowed, $"This path does not take {context.Request.Method}; it takes {context.Response.Headers.Allow}."),
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => new(ErrorKind.BodyTooLarge, "The body is too large."),
        { StatusCode: StatusCodes.Status415UnsupportedMediaType } => new(ErrorKind.UnsupportedMediaType, "The media type is not supported."),
        { StatusCode: StatusCodes.Status503ServiceUnavailable } => null,
        { StatusCode: < 500 } => new(ErrorKind.InvalidParamValue, "The request is not valid."),
        _ => new(ErrorKind.InternalError, "The server made a mistake. It was logged under this request's id."),
    };

    [LoggerMessage(LogLevel.Error, "{Method} request {RequestId} failed by a bug")]
    private partial void LogBug(Exception exception, string method, string requestId);

    [LoggerMessage(LogLevel.Warning, "{Method} request {RequestId} met an outage")]
    private partial void LogOutage(Exception exception, string method, string requestId);
}
