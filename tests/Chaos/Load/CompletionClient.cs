using System.Text.Json.Nodes;
using Inference.Recording;

namespace Inference.Load;

/// <summary>Asks a question, whole or streamed, in a chat or without one, and takes down what came of it.</summary>
internal sealed class CompletionClient(Client client, Recorder recorder, Questions questions, string key, Random random)
{
    public const string Turn = "turn";
    public const string StreamedTurn = "streamed-turn";
    public const string Completion = "completion";
    public const string StreamedCompletion = "streamed-completion";

    private const string Paced = "paced";

    private readonly StreamClient _streams = new(client, random);

    /// <summary>A turn of a conversation; without a chat's id, its first.</summary>
    public Task<CompletionOperation> AskAsync(string conversation, string? chatId, CancellationToken cancellationToken) =>
        SendAsync(random.Next(3) == 0 ? StreamedTurn : Turn, conversation, chatId, cancellationToken);

    /// <summary>A question of its own.</summary>
    public Task<CompletionOperation> AskAsync(CancellationToken cancellationToken) =>
        SendAsync(random.Next(3) == 0 ? StreamedCompletion : Completion, null, null, cancellationToken);

    private async Task<CompletionOperation> SendAsync(string kind, string? conversation, string? chatId, CancellationToken cancellationToken)
    {
        var streams = kind is StreamedTurn or StreamedCompletion;
        var operation = new CompletionOperation
        {
            Kind = kind,
            Conversation = conversation,
            Question = questions.Next(conversation ?? "nobody"),
            Outcome = Outcome.Unknown,
            Began = client.Now,
            Ended = default,
        };
        var request = new ClientRequest
        {
            Key = key,
            Method = HttpMethod.Post,
            Path = conversation is null ? "/v1/chat/completions" : "/v1/chats",
            Body = Body(operation, chatId, streams),
            IdempotencyKey = $"{Guid.NewGuid()}",
        };
        operation = streams ? await StreamAsync(operation, request, cancellationToken) : await WholeAsync(operation, request, cancellationToken);
        recorder.Add(operation);
        return operation;
    }

    private async Task<CompletionOperation> WholeAsync(CompletionOperation operation, ClientRequest request, CancellationToken cancellationToken)
    {
        var (outcome, body) = await client.SendAsync(request, cancellationToken);
        var choice = body?["choices"]?[0];
        var answer = (string?)choice?["message"]?["content"];
        return operation with
        {
            Outcome = Judge(outcome, answer, (string?)choice?["finish_reason"]),
            Ended = client.Now,
            Answer = answer,
            CompletionId = (string?)body?["completion_id"],
            ChatId = (string?)body?["chat_id"],
        };
    }

    private async Task<CompletionOperation> StreamAsync(CompletionOperation operation, ClientRequest request, CancellationToken cancellationToken)
    {
        var (outcome, reading) = await _streams.ReadAsync(request, cancellationToken);
        return operation with
        {
            Outcome = Judge(outcome, reading.Text, reading.FinishReason),
            Ended = client.Now,
            Answer = reading.Text,
            CompletionId = reading.CompletionId,
            ChatId = reading.ChatId,
        };
    }

    // What was stopped before its first word, since its client was away too long, is reported as cancelled and is kept in no chat: it counts as refused.
    private static Outcome Judge(Outcome outcome, string? answer, string? finishReason) =>
        outcome == Outcome.Acknowledged && finishReason == "cancelled" && string.IsNullOrEmpty(answer) ? Outcome.Refused : outcome;

    private static JsonObject Body(CompletionOperation operation, string? chatId, bool streams)
    {
        var body = new JsonObject
        {
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = operation.Question }),
            ["type"] = operation.Kind,
        };
        if (chatId is not null)
        {
            body["id"] = chatId;
        }

        if (streams)
        {
            (body["stream"], body["model"]) = (true, Paced);
        }

        return body;
    }
}
