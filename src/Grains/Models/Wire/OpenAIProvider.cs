using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Inference.Models.Catalog;
using Inference.Models.Wire.Answers;
using Microsoft.Extensions.Logging;

namespace Inference.Models.Wire;

/// <summary>
/// A server of OpenAI's chat completions. An answer is read as what its bytes are: a whole one where a stream was asked for is one piece, and a stream where a
/// whole answer was asked for is joined, so that neither is asked for, and paid for, twice.
/// </summary>
internal sealed partial class OpenAIProvider(ModelOptions options, HttpMessageInvoker connections, TimeProvider clock, ILogger logger) : IModelProvider
{
    // How long usage is waited for after the end of an answer.
    private static readonly TimeSpan UsageTimeout = TimeSpan.FromSeconds(5);

    // How long the rest of an error is waited for.
    private static readonly TimeSpan ErrorTimeout = TimeSpan.FromSeconds(2);

    private readonly ChatEndpoint _endpoint = new(options);
    private readonly RequestEdits? _edits = RequestEdits.Of(options);
    private HashSet<string>? _logged;

    public async ValueTask<ModelAnswer> SendAsync(ModelEntry model, ModelRequest request, Deadline deadline)
    {
        using var call = CreateRequest(model, request, stream: false);
        using var response = await SendAsync(model, call, deadline);
        using var body = new ResponseBody(response, model.Options.MaxAnswerBytes);
        var answer = new WholeAnswer();
        var kind = await body.PeekAsync(deadline.Token);
        if (kind == BodyKind.Events)
        {
            await foreach (var update in ReadEventsAsync(model, body, deadline, deadline.Token))
            {
                answer.Add(update);
                if (answer.Length > model.Options.MaxAnswerBytes)
                {
                    throw ModelFailure.TooLarge(model);
                }
            }

            return answer.ToAnswer(model.Name);
        }

        await body.ReadToEndAsync(deadline.Token);
        foreach (var update in ReadWhole(model, body, kind))
        {
            answer.Add(update);
        }

        return answer.ToAnswer(model.Name);
    }

    public async IAsyncEnumerable<ModelUpdate> StreamAsync(ModelEntry model, ModelRequest request, Deadline deadline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var call = CreateRequest(model, request, stream: true);
        using var response = await SendAsync(model, call, deadline);
        using var body = new ResponseBody(response, model.Options.MaxAnswerBytes);
        var kind = await body.PeekAsync(cancellationToken);
        if (kind == BodyKind.Events)
        {
            await foreach (var update in ReadEventsAsync(model, body, deadline, cancellationToken))
            {
                yield return update;
            }

            yield break;
        }

        await body.ReadToEndAsync(cancellationToken);
        foreach (var update in ReadWhole(model, body, kind))
        {
            yield return update;
        }
    }

    private HttpRequestMessage CreateRequest(ModelEntry model, ModelRequest request, bool stream)
    {
        var json = new PooledBuffer(RequestWriter.EstimateLength(request));
        RequestWriter.Write(json, model, request, stream);
        if (_edits is not null)
        {
            using var original = json;
            json = new PooledBuffer(original.Length);
            LogOnce(model, _edits.Apply(original.Written.Span, json));
        }

        return _endpoint.CreateRequest(new RequestContent(json), stream);
    }

    private async ValueTask<HttpResponseMessage> SendAsync(ModelEntry model, HttpRequestMessage request, Deadline deadline)
    {
        var response = await connections.SendAsync(request, deadline.Token);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            using var body = new ResponseBody(response, ResponseBody.MaxErrorBytes);
            var hints = RetryHints.Of(response.Headers, clock.GetUtcNow());
            deadline.End(ErrorTimeout);
            throw ModelFailure.Refused(model, (int)response.StatusCode, (await ReadErrorAsync(body, deadline)).Span, hints);
        }
    }

    /// <summary>The status counts, even where what explains it breaks off.</summary>
    private static async ValueTask<ReadOnlyMemory<byte>> ReadErrorAsync(ResponseBody body, Deadline deadline)
    {
        try
        {
            return await body.ReadErrorAsync(deadline.Token);
        }
        catch (Exception exception) when (
            exception is IOException or InvalidDataException or HttpRequestException || (exception is OperationCanceledException && deadline.IsExpired))
        {
            return body.Read;
        }
    }

    private List<ModelUpdate> ReadWhole(ModelEntry model, ResponseBody body, BodyKind kind)
    {
        if (kind != BodyKind.Json)
        {
            var sent = kind == BodyKind.Empty ? "an empty answer" : body.IsMarkup ? "a page of HTML in the place of an answer" : "an answer that could not be read";
            throw ModelFailure.Unreadable(model, sent, body.Describe());
        }

        var reader = new ChunkReader(model, clock);
        reader.Read(eventType: "", body.Read.Span);
        List<ModelUpdate> updates = [];
        while (reader.TryTake(out var update))
        {
            updates.Add(update);
        }

        updates.Add(reader.HasChoice ? reader.End(isDone: true) : throw ModelFailure.Unreadable(model, "JSON that holds no answer", body.Describe()));
        return updates;
    }

    private async IAsyncEnumerable<ModelUpdate> ReadEventsAsync(
        ModelEntry model, ResponseBody body, Deadline deadline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new ChunkReader(model, clock);
        await using var bytes = body.ToEvents(deadline);
        await using var events = SseParser.Create(bytes, reader.Read).EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (!reader.IsDone && await MoveNextAsync(events, reader, deadline))
        {
            while (events.Current.Data && reader.TryTake(out var update))
            {
                yield return update;
            }
        }

        yield return reader.End(reader.IsDone);
    }

    /// <summary>Once the reason for the end is known, the answer is complete, even where the server neither ends its stream nor closes it properly.</summary>
    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<SseItem<bool>> events, ChunkReader reader, Deadline deadline)
    {
        if (reader.IsFinished)
        {
            deadline.End(UsageTimeout);
        }
        else
        {
            deadline.Continue();
        }

        try
        {
            return await events.MoveNextAsync();
        }
        catch (Exception exception) when (reader.IsFinished && (exception is IOException or InvalidDataException || (exception is OperationCanceledException && deadline.IsExpired)))
        {
            return false;
        }
    }

    /// <summary>A member that a client sends and a server refuses is dropped from all its requests: once logged, it is no news.</summary>
    private void LogOnce(ModelEntry model, HashSet<string> dropped)
    {
        if (dropped.Count == 0 || (_logged is { } logged && dropped.IsSubsetOf(logged)))
        {
            return;
        }

        LogDropped(model.Name, string.Join(", ", dropped));
        _logged = [.. _logged ?? [], .. dropped];
    }

    [LoggerMessage(LogLevel.Information, "Requests to the model {Model} are sent without {Members}, as its configuration says")]
    private partial void LogDropped(string model, string members);
}
