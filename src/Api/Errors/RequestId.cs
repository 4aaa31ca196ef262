using System.Collections;
using Inference.Hosting;
using Inference.Identity;

namespace Inference.Errors;

/// <summary>
/// Gives every request an id: in its response, in its errors and in the scope of its logs. It is never the client's, so that it is
/// unique and safe to log.
/// </summary>
internal sealed class RequestId(RequestDelegate next, TimeProvider clock, ILogger<RequestId> logger)
{
    public const string Header = "x-request-id";

    public async Task InvokeAsync(HttpContext context)
    {
        var id = Identifier.New(Identifier.Request, clock.GetUtcNow());
        context.TraceIdentifier = id;
        context.Response.Headers[Header] = id;
        using (logger.BeginScope(new RequestIdScope(id)))
        {
            await next(context);
        }
    }
}

/// <summary>A log scope of one value.</summary>
internal sealed class RequestIdScope(string id) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public string Id => id;

    public int Count => 1;

    public KeyValuePair<string, object?> this[int index] =>
        index == 0 ? new("RequestId", id) : throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return this[0];
    }

    public override string ToString() => $"RequestId:{id}";

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
