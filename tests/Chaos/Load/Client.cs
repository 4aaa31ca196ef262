using System.Text.Json;
using System.Text.Json.Nodes;
using Inference.Recording;

namespace Inference.Load;

/// <summary>
/// A well-behaved client: it retries what may be retried, under the same Idempotency-Key, at another front end, and honours Retry-After.
/// </summary>
internal sealed class Client(HttpClient http, Balancer balancer, ErrorCounter errors, TimeProvider clock)
{
    private static readonly TimeSpan AttemptTime = TimeSpan.FromSeconds(10);

    public DateTimeOffset Now => clock.GetUtcNow();

    public TimeProvider Clock => clock;

    /// <summary>Sends until it is acknowledged, refused, or the retry timeout is over.</summary>
    public async Task<Answer> SendAsync(ClientRequest request, CancellationToken cancellationToken)
    {
        var retries = new RetryTimeout(clock);
        var isInDoubt = false;
        while (true)
        {
            var reply = await TryAsync(request, AttemptTime, cancellationToken);
            if (reply.IsSuccess)
            {
                return new Answer(Outcome.Acknowledged, reply.Body);
            }

            isInDoubt |= reply.IsOutcomeUnknown;
            var mayTryAgain = request.IsRepeatable && (reply.IsTransient || (reply.IsConflict && request.IdempotencyKey is not null));
            if (!mayTryAgain || !await retries.WaitAsync(reply, cancellationToken))
            {
                return new Answer(isInDoubt ? Outcome.Unknown : Outcome.Refused, reply.Body);
            }
        }
    }

    /// <summary>One attempt; what goes wrong is counted.</summary>
    public async Task<Reply> TryAsync(ClientRequest request, TimeSpan time, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(time);
        try
        {
            using var response = await OpenAsync(request, limit.Token);
            return response is null ? new Reply(null) : await ReadAsync(response, limit.Token);
        }
        catch (Exception exception) when (IsLost(exception, cancellationToken))
        {
            return Lost(exception, request);
        }
    }

    /// <summary>Sends to the next front end, and returns with the headers; <see langword="null"/> while no front end runs.</summary>
    public async Task<HttpResponseMessage?> OpenAsync(ClientRequest request, CancellationToken cancellationToken)
    {
        if (balancer.Next() is not { } frontEnd)
        {
            errors.Add("no front end");
            return null;
        }

        using var message = request.To(frontEnd);
        return await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    public async Task<Reply> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var status = (int)response.StatusCode;
        if (status >= 400)
        {
            errors.Add($"{status}", $"{response.RequestMessage!.Method} {response.RequestMessage.RequestUri!.AbsolutePath}: {text}");
        }

        return new Reply(status, Parse(text), response.Headers.RetryAfter?.Delta);
    }

    public Reply Lost(Exception exception, ClientRequest request)
    {
        var what = exception is OperationCanceledException ? "timeout" : "connection";
        errors.Add(what, $"{request.Method} {request.Path}: {exception.Message}");
        return new Reply(null);
    }

    /// <summary>Whether an exception is a connection that broke or an answer that took too long.</summary>
    public static bool IsLost(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or IOException or ObjectDisposedException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            // Not the API's body, such as Kestrel's empty 400; the status is enough.
            return null;
        }
    }
}

/// <summary>The result of one attempt.</summary>
/// <param name="Status">Of the answer; <see langword="null"/> when there was none.</param>
/// <param name="Body">Its JSON.</param>
/// <param name="RetryAfter">When to come again, as the server says.</param>
internal sealed record Reply(int? Status, JsonNode? Body = null, TimeSpan? RetryAfter = null)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    public bool IsConflict => Status == 409;

    /// <summary>Whether trying again may help.</summary>
    public bool IsTransient => Status is null or 408 or 429 or >= 500;

    /// <summary>Whether it may have been done without an acknowledgement.</summary>
    public bool IsOutcomeUnknown => Status is null or >= 500;
}

/// <summary>The outcome of a request, all attempts included.</summary>
internal sealed record Answer(Outcome Outcome, JsonNode? Body = null);
