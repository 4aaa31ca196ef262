using System.Collections.Concurrent;
using System.Text.Json;

namespace Inference.ModelServers;

/// <summary><c>POST /v1/chat/completions</c>.</summary>
internal sealed class ChatCompletions(
    ModelServerOptions options, RequestLog requests, ConcurrentDictionary<string, Scenario> scenarios)
{
    private readonly ConcurrentDictionary<string, int> _calls = new();

    public async Task HandleAsync(HttpContext context)
    {
        byte[]? read = null;
        if (options.Instant && (read = await InstantAnswer.TryAsync(context)) is null)
        {
            return;
        }

        if (await ParseAsync(context, read) is not { } body)
        {
            await new AnswerWriter(context, new Scenario()).ErrorAsync(400, "The body is not JSON.");
            return;
        }

        var recorded = new RecordedRequest(
            context.Request.Path, context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body);
        if (options.Records)
        {
            requests.Add(recorded);
        }

        try
        {
            await AnswerAsync(context, new ChatRequest(body));
            recorded.End(RequestEnd.Answered);
        }
        catch (DroppedException)
        {
            recorded.End(RequestEnd.Dropped);
            throw;
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            recorded.End(RequestEnd.Aborted);
        }
    }

    private static async Task<JsonElement?> ParseAsync(HttpContext context, byte[]? read)
    {
        try
        {
            return read is null
                ? await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, cancellationToken: context.RequestAborted)
                : JsonSerializer.Deserialize<JsonElement>(read);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private Task AnswerAsync(HttpContext context, ChatRequest request)
    {
        var scenario = scenarios.TryGetValue(request.Model, out var known) ? known : Scenario.Parse(request.Model);
        var writer = new AnswerWriter(context, scenario);
        if (options.ApiKey is { } key && context.Request.Headers.Authorization != $"Bearer {key}")
        {
            return writer.ErrorAsync(401, "Unauthorized");
        }

        if (request.FindFault() is { } fault)
        {
            return writer.ErrorAsync(400, fault);
        }

        var call = _calls.AddOrUpdate(request.Model, 1, (_, calls) => calls + 1);
        if (scenario.Error is { } error && call <= error.FirstCalls)
        {
            return writer.ErrorAsync(error.Status, error.Message ?? $"Refused with {error.Status}, as the scenario says.", error.RetryAfter);
        }

        return request.Streams ? writer.StreamAsync(request) : writer.WholeAsync(request);
    }
}
