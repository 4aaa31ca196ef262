using System.Collections.Immutable;
using System.Text;
using Inference.Identity;
using Inference.Messages;
using Inference.Models.Catalog;
using Inference.Tokens;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatFinishReason = Microsoft.Extensions.AI.ChatFinishReason;

namespace Inference.Models;

/// <summary>Reads one streamed answer, piece by piece, and keeps what its end needs: the reason, and the usage or the text to count.</summary>
internal sealed class UpdateReader(ModelEntry model, ModelRequest request, TokenCounter tokens, TimeProvider clock)
{
    private readonly StringBuilder _made = new();

    private HashSet<int>? _calls;

    private ChatFinishReason? _finish;

    private Usage? _usage;

    private bool _isRaw;

    /// <summary>Whether the server said why it ended: without that, the answer was cut off.</summary>
    public bool IsFinished => _finish is not null;

    /// <summary><see langword="null"/> for pieces that bring nothing to pass on.</summary>
    public ModelUpdate? Read(ChatResponseUpdate update)
    {
        _finish ??= update.FinishReason;
        ReadUsage(update);
        var piece = update.RawRepresentation is StreamingChatCompletionUpdate raw ? ReadRaw(update, raw) : ReadPlain(update);
        if (piece is not null)
        {
            _made.Append(piece.Text).Append(piece.Reasoning);
            if (_made.Length > model.Options.MaxAnswerBytes)
            {
                throw ModelFailure.TooLarge(model);
            }
        }

        return piece;
    }

    public async ValueTask<ModelUpdate> EndAsync(CancellationToken cancellationToken) => new()
    {
        Model = model.Name,
        FinishReason = FinishReasons.From(_finish, _calls is not null),
        Usage = _usage ?? await tokens.CountAsync(request.Messages, _made.ToString(), cancellationToken),
    };

    private ModelUpdate? ReadPlain(ChatResponseUpdate update)
    {
        // The client sums up the tool calls of a stream at its end; they were passed on as they came.
        return _isRaw || update.Contents.Count == 0 ? null : Piece(update.Text, ReadReasoning(update), []);
    }

    private ModelUpdate? ReadRaw(ChatResponseUpdate update, StreamingChatCompletionUpdate raw)
    {
        _isRaw = true;
        var text = raw.ContentUpdate.Count switch
        {
            0 => raw.RefusalUpdate,
            1 => raw.ContentUpdate[0].Text,
            _ => string.Concat(raw.ContentUpdate.Select(part => part.Text)),
        };
        var reasoning = ReadReasoning(update);
        var calls = raw.ToolCallUpdates.Count == 0 ? [] : ReadCalls(raw.ToolCallUpdates);
        if (string.IsNullOrEmpty(text) && reasoning is null && calls.IsEmpty)
        {
            reasoning = ReadUnknown(raw);
        }

        return Piece(text, reasoning, calls);
    }

    private ModelUpdate? Piece(string? text, string? reasoning, ImmutableArray<ToolCallDelta> calls) =>
        string.IsNullOrEmpty(text) && string.IsNullOrEmpty(reasoning) && calls.IsEmpty
            ? null
            : new ModelUpdate
            {
                Model = model.Name,
                Text = string.IsNullOrEmpty(text) ? null : text,
                Reasoning = string.IsNullOrEmpty(reasoning) ? null : reasoning,
                ToolCalls = calls,
            };

    private static string? ReadReasoning(ChatResponseUpdate update)
    {
        string? reasoning = null;
        foreach (var content in update.Contents)
        {
            if (content is TextReasoningContent { Text.Length: > 0 } thought)
            {
                reasoning += thought.Text;
            }
        }

        return reasoning;
    }

    /// <summary>What the client has no field for: <c>reasoning</c>, as newer servers call it, and an error instead of a piece.</summary>
    private string? ReadUnknown(StreamingChatCompletionUpdate raw)
    {
        if (raw.Patch.TryGetJson("$.error"u8, out var error) && !error.Span.SequenceEqual("null"u8))
        {
            throw ModelFailure.Reported(model, error);
        }

        return raw.Patch.TryGetValue("$.choices[0].delta.reasoning"u8, out string? reasoning) ? reasoning : null;
    }

    private ImmutableArray<ToolCallDelta> ReadCalls(IReadOnlyList<StreamingChatToolCallUpdate> updates)
    {
        var calls = ImmutableArray.CreateBuilder<ToolCallDelta>(updates.Count);
        foreach (var update in updates)
        {
            var arguments = update.FunctionArgumentsUpdate?.ToString();
            var id = update.ToolCallId;
            if ((_calls ??= []).Add(update.Index) && string.IsNullOrEmpty(id))
            {
                id = Identifier.New(Identifier.ToolCall, clock.GetUtcNow());
            }

            _made.Append(update.FunctionName).Append(arguments);
            calls.Add(new ToolCallDelta(update.Index, id, update.FunctionName, arguments));
        }

        return calls.MoveToImmutable();
    }

    private void ReadUsage(ChatResponseUpdate update)
    {
        foreach (var content in update.Contents)
        {
            if (content is UsageContent usage)
            {
                _usage = AnswerReader.ReadUsage(usage.Details) ?? _usage;
            }
        }
    }
}
