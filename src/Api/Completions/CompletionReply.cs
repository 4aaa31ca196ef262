using System.Text.Json.Serialization.Metadata;
using Inference.Completions.Contract;

namespace Inference.Completions;

/// <summary>A whole answer as JSON, or the part of one that exists.</summary>
internal sealed class CompletionReply(CompletionResponse response, JsonTypeInfo<CompletionResponse> type, string serverTiming) : IResult
{
    public int StatusCode { get; init; } = StatusCodes.Status200OK;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCode;
        if (serverTiming.Length > 0)
        {
            httpContext.Response.Headers["Server-Timing"] = serverTiming;
        }

        return httpContext.Response.WriteAsJsonAsync(response, type, contentType: null, httpContext.RequestAborted);
    }
}
