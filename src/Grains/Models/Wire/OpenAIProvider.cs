using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
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

    private readonly ChatEndpoint _endpoint = new(options);
    private readonly RequestEdits? _edits = RequestEdits.Of(options);
    private HashSet<string>? _logged;

    public async ValueTask<ModelAnswer> SendAsync(ModelEntry model, ModelRequest request, Deadline deadline)
    {
        using var call = CreateRequest(model, request, stream: false);
        using var response = await SendAsync(model, call, deadline.Token);
        using var body = new ResponseBody(response, model.Options.MaxAnswerBytes);
        var answer = new WholeAnswer();
        if (await body.PeekAsync(deadline.Token) == BodyKind.Events)
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

        foreach (var update in ReadWhole(model, body, await body.ReadToEndAsync(deadline.Token)))
        {
            answer.Add(update);
        }

        return answer.ToAnswer(model.Name);
    }

    public async IAsyncEnumerable<ModelUpdate> StreamAsync(ModelEntry model, ModelRequest request, Deadline deadline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var call = CreateRequest(model, request, stream: true);
        using var response = await SendAsync(model, call, cancellationToken);
        using var body = new ResponseBody(response, model.Options.MaxAnswerBytes);
        if (await body.PeekAsync(cancellationToken) == BodyKind.Events)
        {
            await foreach (var update in ReadEventsAsync(model, body, deadline, cancellationToken))
            {
                yield return update;
            }

            yield break;
        }

        foreach (var update in ReadWhole(model, body, await body.ReadToEndAsync(cancellationToken)))
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

    private async ValueTask<HttpResponseMessage> SendAsync(ModelEntry model, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await connections.SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            using var body = new ResponseBody(response, ResponseBody.MaxErrorBytes);
            var hints = RetryHints.Of(response.Headers, clock.GetUtcNow());
            throw ModelFailure.Refused(model, (int)response.StatusCode, (await ReadErrorAsync(body, cancellationToken)).Span, hints);
        }
    }

    /// <summary>The status counts, even where what explains it breaks off.</summary>
    private static async ValueTask<ReadOnlyMemory<byte>> ReadErrorAsync(ResponseBody body, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadErrorAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or HttpRequestException)
        {
            return body.Read;
        }
    }

    private List<ModelUpdate> ReadWhole(ModelEntry model, ResponseBody body, ReadOnlyMemory<byte> json)
    {
        var piece = new WirePiece();
        var assembler = new AnswerAssembler(model.Name, clock);
        Parse(model, body, new AnswerParser(), json.Span, piece);
        List<ModelUpdate> updates = [];
        if (assembler.Next(piece) is { } update)
        {
            updates.Add(update);
        }

        Check(model, piece, assembler);
        updates.Add(piece.HasChoice ? assembler.End(isDone: true) : throw NoAnswer(model, body, json.Span));
        return updates;
    }

    private async IAsyncEnumerable<ModelUpdate> ReadEventsAsync(
        ModelEntry model, ResponseBody body, Deadline deadline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new ChunkReader(model, clock);
        await using var bytes = body.ToEvents(deadline);
        await using var chunks = SseParser.Create(bytes, reader.Read).EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (!reader.IsDone && await MoveNextAsync(chunks, reader, deadline))
        {
            if (chunks.Current.Data is { } update)
            {
                yield return update;
            }
        }

        yield return reader.End();
    }

    /// <summary>Once the reason for the end is known, the answer is complete, even where the server neither ends its stream nor closes it properly.</summary>
    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<SseItem<ModelUpdate?>> chunks, ChunkReader reader, Deadline deadline)
    {
        if (reader.IsFinished)
        {
            deadline.End(UsageTimeout);
        }

        try
        {
            return await chunks.MoveNextAsync();
        }
        catch (Exception exception) when (reader.IsFinished && (exception is IOException || (exception is OperationCanceledException && deadline.IsExpired)))
        {
            return false;
        }
    }

    private static void Parse(ModelEntry model, ResponseBody body, AnswerParser parser, ReadOnlySpan<byte> json, WirePiece piece)
    {
        try
        {
            parser.Parse(json, piece);
        }
        catch (JsonException exception)
        {
            throw NotJson(model, body, json, exception);
        }
    }

    private static void Check(ModelEntry model, WirePiece piece, AnswerAssembler assembler)
    {
        if (piece.Error is { } error)
        {
            throw ModelFailure.Reported(model, error);
        }

        if (assembler.HasFailed)
        {
            throw ModelFailure.Broke(model);
        }
    }

    private static ModelServerException NoAnswer(ModelEntry model, ResponseBody body, ReadOnlySpan<byte> json) =>
        ServerError.Parse(json).Message is { Length: > 0 }
            ? ModelFailure.Reported(model, json)
            : ModelFailure.Unreadable(model, "JSON that holds no answer", body.Describe());

    private static ModelServerException NotJson(ModelEntry model, ResponseBody body, ReadOnlySpan<byte> bytes, JsonException exception)
    {
        var text = bytes.TrimStart(" \t\r\n"u8);
        return ModelFailure.Unreadable(
            model,
            text.IsEmpty ? "an empty answer" : text[0] == (byte)'<' ? "a page of HTML in the place of an answer" : "an answer that could not be read",
            body.Describe(),
            exception);
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
