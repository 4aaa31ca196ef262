using System.Collections.Immutable;
using Inference.Identity;
using Inference.Messages;
using Inference.Models.Catalog;
using Inference.Tokens;
using Microsoft.Extensions.AI;
using OpenAI.Chat;

namespace Inference.Models;

/// <summary>Reads whole answers.</summary>
internal sealed class AnswerReader(TokenCounter tokens, TimeProvider clock)
{
    public async ValueTask<ModelAnswer> ReadAsync(
        ModelEntry model, ModelRequest request, ChatResponse response, CancellationToken cancellationToken)
    {
        var raw = response.RawRepresentation as ChatCompletion;
        var calls = raw is null ? [] : ReadCalls(raw);
        var content = raw is null ? response.Text : ReadContent(raw);
        var reasoning = ReadReasoning(response, raw);
        return new ModelAnswer
        {
            Model = model.Name,
            Content = string.IsNullOrEmpty(content) ? null : content,
            ReasoningContent = reasoning,
            ToolCalls = calls,
            FinishReason = FinishReasons.From(response.FinishReason, calls.Length > 0) ?? FinishReason.Stop,
            Usage = ReadUsage(response.Usage) ?? await CountUsageAsync(request, content + reasoning, calls, cancellationToken),
        };
    }

    /// <summary><see langword="null"/> when the server tells none, or zeros, which some send in place of none.</summary>
    public static Usage? ReadUsage(UsageDetails? usage) =>
        usage is { InputTokenCount: { } read, OutputTokenCount: { } made } && read + made > 0 ? new Usage((int)read, (int)made) : null;

    private static string ReadContent(ChatCompletion raw)
    {
        var parts = raw.Content;
        return parts.Count switch
        {
            0 => raw.Refusal ?? "",
            1 => parts[0].Text ?? "",
            _ => string.Concat(parts.Select(part => part.Text)),
        };
    }

    private static string? ReadReasoning(ChatResponse response, ChatCompletion? raw)
    {
        var reasoning = string.Concat(response.Messages.SelectMany(m => m.Contents).OfType<TextReasoningContent>().Select(c => c.Text));

        // The client knows reasoning_content; newer servers say reasoning.
        if (reasoning.Length == 0 && raw is not null && raw.Patch.TryGetValue("$.choices[0].message.reasoning"u8, out string? other))
        {
            reasoning = other;
        }

        return string.IsNullOrEmpty(reasoning) ? null : reasoning;
    }

    private ImmutableArray<ToolCall> ReadCalls(ChatCompletion raw)
    {
        if (raw.ToolCalls.Count == 0)
        {
            return [];
        }

        var calls = ImmutableArray.CreateBuilder<ToolCall>(raw.ToolCalls.Count);
        foreach (var call in raw.ToolCalls)
        {
            var id = string.IsNullOrEmpty(call.Id) ? Identifier.New(Identifier.ToolCall, clock.GetUtcNow()) : call.Id;
            calls.Add(new ToolCall(id, call.FunctionName, call.FunctionArguments?.ToString() ?? ""));
        }

        return calls.MoveToImmutable();
    }

    private ValueTask<Usage> CountUsageAsync(
        ModelRequest request, string made, ImmutableArray<ToolCall> calls, CancellationToken cancellationToken) =>
        tokens.CountAsync(request.Messages, made + string.Concat(calls.Select(call => call.Name + call.Arguments)), cancellationToken);
}
