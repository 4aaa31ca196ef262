using System.Text;
using System.Text.Json.Nodes;

namespace Inference.ModelServers;

/// <summary>Writes one answer according to its scenario.</summary>
internal sealed class AnswerWriter(HttpContext context, Scenario scenario)
{
    private CancellationToken Aborted => context.RequestAborted;

    public async Task ErrorAsync(int status, string message, int? retryAfter = null)
    {
        context.Response.StatusCode = status;
        if (retryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        await context.Response.WriteAsJsonAsync(ErrorBody.Of(scenario.Flavour, status, message), Aborted);
    }

    public async Task WholeAsync(ChatRequest request)
    {
        await BeginAsync();
        var body = Encoding.UTF8.GetBytes(new Envelope(request.Model, scenario).Whole(Answer.To(request, scenario)).ToJsonString());
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        if ((scenario.DropBefore ?? scenario.StallBefore) is { } position and >= 0)
        {
            // Half of the body, so that the client has begun to read when the connection goes or falls silent.
            await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2), Aborted);
            await context.Response.Body.FlushAsync(Aborted);
            await DisturbAsync(position);
            body = body[(body.Length / 2)..];
        }

        await context.Response.Body.WriteAsync(body, Aborted);
    }

    public async Task StreamAsync(ChatRequest request)
    {
        await BeginAsync();
        var answer = Answer.To(request, scenario);
        var envelope = new Envelope(request.Model, scenario);
        using var pace = scenario.Rate is { } rate ? new PeriodicTimer(TimeSpan.FromSeconds(1 / rate)) : null;
        context.Response.ContentType = "text/event-stream";
        await EventAsync(envelope.First());
        var at = 0;
        foreach (var piece in AnswerPieces.Of(answer, scenario))
        {
            await DisturbAsync(at);
            if (at++ == scenario.ErrorBefore)
            {
                await EventAsync(ErrorBody.Of(scenario.Flavour, 500, "The engine died."));
                return;
            }

            if (pace is not null)
            {
                await pace.WaitForNextTickAsync(Aborted);
            }

            await EventAsync(envelope.Piece(piece));
        }

        await EndAsync(envelope, answer, request.AsksForUsage);
    }

    private async Task BeginAsync()
    {
        if (scenario.Delay is { } delay)
        {
            await Task.Delay(delay, Aborted);
        }

        await DisturbAsync(-1);
    }

    private async Task EndAsync(Envelope envelope, Answer answer, bool asksForUsage)
    {
        await EventAsync(envelope.Last(answer));
        if (envelope.Usage(answer, asksForUsage) is { } usage)
        {
            await EventAsync(usage);
        }

        await context.Response.WriteAsync("data: [DONE]\n\n", Aborted);
    }

    private async Task EventAsync(JsonObject body)
    {
        await context.Response.WriteAsync($"data: {body.ToJsonString()}\n\n", Aborted);
        await context.Response.Body.FlushAsync(Aborted);
    }

    /// <summary>Stalls or drops the connection at the scenario's positions.</summary>
    private async Task DisturbAsync(int position)
    {
        if (scenario.StallBefore == position)
        {
            await (scenario.Resume ?? new TaskCompletionSource().Task).WaitAsync(Aborted);
        }

        if (scenario.DropBefore == position)
        {
            if (!context.Response.HasStarted)
            {
                // Thrown, the exception would be answered with a 500.
                context.Abort();
            }

            throw new DroppedException();
        }
    }
}
