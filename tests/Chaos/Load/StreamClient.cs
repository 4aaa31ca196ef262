using Inference.Recording;

namespace Inference.Load;

/// <summary>
/// Reads a streamed answer to its end: a broken connection is resumed at its last event, at another front end; a completion that is no longer known is
/// requested again, under the same Idempotency-Key. Some connections are closed by the client itself.
/// </summary>
internal sealed class StreamClient(Client client, Random random)
{
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(20);

    /// <summary>The outcome, and what was received.</summary>
    public async Task<(Outcome Outcome, StreamReading Reading)> ReadAsync(ClientRequest request, CancellationToken cancellationToken)
    {
        var retries = new RetryTimeout(client.Clock);
        var reading = new StreamReading();
        var isInDoubt = false;
        while (true)
        {
            var resumes = reading.CompletionId is not null;
            var reply = await TryAsync(resumes ? Resumption(request, reading) : request, reading, cancellationToken);
            if (reading is { HasEnded: true, Error: null })
            {
                return (Outcome.Acknowledged, reading);
            }

            isInDoubt |= resumes || reply.IsOutcomeUnknown;
            var isGone = (resumes && reply.Status is 404) || reading.Error is not null;
            if (!isGone && !reply.IsSuccess && !reply.IsTransient && !reply.IsConflict)
            {
                return (isInDoubt ? Outcome.Unknown : Outcome.Refused, reading);
            }

            if (!await retries.WaitAsync(reply, cancellationToken))
            {
                return (isInDoubt ? Outcome.Unknown : Outcome.Refused, reading);
            }

            reading = isGone ? new StreamReading() : reading;
        }
    }

    private static ClientRequest Resumption(ClientRequest request, StreamReading reading) =>
        new() { Key = request.Key, Path = $"/v1/chat/completions/{reading.CompletionId}", LastEventId = reading.LastEventId };

    private async Task<Reply> TryAsync(ClientRequest request, StreamReading reading, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ReadTimeout);
        try
        {
            using var response = await client.OpenAsync(request, limit.Token);
            if (response is null)
            {
                return new Reply(null);
            }

            if (!response.IsSuccessStatusCode)
            {
                return await client.ReadAsync(response, limit.Token);
            }

            await FollowAsync(response, reading, limit.Token);
            return new Reply(200);
        }
        catch (Exception exception) when (Client.IsLost(exception, cancellationToken))
        {
            return client.Lost(exception, request);
        }
    }

    private async Task FollowAsync(HttpResponseMessage response, StreamReading reading, CancellationToken cancellationToken)
    {
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        var eventsLeft = random.Next(4) == 0 ? random.Next(1, 12) : int.MaxValue;
        while (!reading.HasEnded && reading.Error is null && await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (reading.Append(line) && --eventsLeft == 0)
            {
                // Leaving the response unread closes the connection.
                return;
            }
        }
    }
}
