using System.Text.Json.Serialization.Metadata;

namespace Inference.Completions;

/// <summary>A whole answer as JSON.</summary>
internal sealed class CompletionReply(
    Completion completion, bool namesChat, JsonTypeInfo<CompletionResponse> type, TimeSpan admission) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers["Server-Timing"] = ServerTiming.Of(admission, completion.Timings);
        return httpContext.Response.WriteAsJsonAsync(
            CompletionResponse.From(completion, namesChat), type, contentType: null, httpContext.RequestAborted);
    }
}
