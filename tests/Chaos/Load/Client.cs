using System.Text.Json;
using System.Text.Json.Nodes;
using Inference.Recording;

namespace Inference.Load;

/// <summary>
/// A client as it should be: it tries again what may be tried again, under the same Idempotency-Key, at another front end, and no sooner than it was told.
/// </summary>
internal sealed class Client(HttpClient http, Balancer balancer, Tally errors, TimeProvider clock)
{
    private static readonly TimeSpan AttemptTime = TimeSpan.FromSeconds(10);

    public DateTimeOffset Now => clock.GetUtcNow();

    public TimeProvider Clock => clock;

    /// <summary>Sends until it is acknowledged, refused, or the client's patience is over.</summary>
    public async Task<Answer> SendAsync(ClientRequest request, CancellationToken cancellationToken)
    {
        var patience = new Patience(clock);
        var isInDoubt = false;
        while (true)
        {
            var reply = await TryAsync(request, AttemptTime, cancellationToken);
            if (reply.IsSuccess)
            {
                return new Answer(Outcome.Acknowledged, reply.Body);
            }

            isInDoubt |= reply.IsDoubtful;
            var mayTryAgain = request.IsRepeatable && (reply.IsTransient || (reply.IsConflict && request.IdempotencyKey is not null));
            if (!mayTryAgain || !await patience.WaitAsync(reply, cancellationToken))
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

    /// <summary>Sends to the next front end, and returns with the headers; <see langword="null"/> while no front end lives.</summary>
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
            // Not ours, such as Kestrel's empty 400; the status tells enough.
            return null;
        }
    }
}
