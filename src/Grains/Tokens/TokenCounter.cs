using System.Collections.Immutable;
using Inference.Messages;
using Microsoft.ML.Tokenizers;

namespace Inference.Tokens;

/// <summary>
/// Counts tokens as OpenAI's current models would (o200k): exact for words with blanks, within some percent for long texts without any, and never zero
/// for a text. Time is linear in the text's length, for any content. The vocabulary takes a moment and tens of megabytes, so it is loaded once, at the
/// first count or by <see cref="TokenWarmUp"/>.
/// </summary>
internal sealed class TokenCounter
{
    // What OpenAI documents for its chat format: each message is framed, a name costs one more, and the answer's frame is opened.
    private const int TokensPerMessage = 3;
    private const int TokensPerName = 1;
    private const int TokensOfOpening = 3;

    // Shorter blocks are counted as quickly as they are looked up.
    private const int ShortestRemembered = 1_024;

    private readonly Lazy<TiktokenTokenizer> _tokenizer = new(() => TiktokenTokenizer.CreateForEncoding("o200k_base"));
    private readonly BlockCounts _counts = new();

    public int Count(string? text, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrEmpty(text))
        {
            return 0;
        }

        var tokens = 0;
        for (var start = 0; start < text.Length;)
        {
            var end = TextBlocks.EndOf(text, start);
            tokens += CountBlock(end - start == text.Length ? text : text[start..end], cancellationToken);
            start = end;
        }

        return tokens;
    }

    /// <summary>A whole prompt, as a model reads it.</summary>
    public int Count(IEnumerable<Message> messages, CancellationToken cancellationToken = default)
    {
        var tokens = TokensOfOpening;
        foreach (var message in messages)
        {
            tokens += TokensPerMessage + Count(message.Content, cancellationToken);
            tokens += message.Name is null ? 0 : TokensPerName + Count(message.Name, cancellationToken);
            foreach (var call in message.ToolCalls)
            {
                tokens += Count(call.Name, cancellationToken) + Count(call.Arguments, cancellationToken);
            }
        }

        return tokens;
    }

    /// <summary>A prompt and what was made of it; beside the grain's turn where they are long.</summary>
    public ValueTask<Usage> CountAsync(ImmutableArray<Message> prompt, string made, CancellationToken cancellationToken) =>
        LargeTextWork.RunAsync(
            LengthOf(prompt) + made.Length,
            () => new Usage(Count(prompt, cancellationToken), Count(made, cancellationToken)),
            cancellationToken);

    public static long LengthOf(ImmutableArray<Message> messages)
    {
        var length = 0L;
        foreach (var message in messages)
        {
            length += message.Content?.Length ?? 0;
            foreach (var call in message.ToolCalls)
            {
                length += call.Arguments.Length;
            }
        }

        return length;
    }

    /// <summary>Loads the vocabulary, so that no request waits for it.</summary>
    public void WarmUp() => Count("Hello");

    private int CountBlock(string block, CancellationToken cancellationToken) =>
        block.Length < ShortestRemembered
            ? CountPieces(block, cancellationToken)
            : _counts.GetOrCount(block, CountPieces, cancellationToken);

    private int CountPieces(string block, CancellationToken cancellationToken)
    {
        var tokenizer = _tokenizer.Value;
        var tokens = 0;
        foreach (var (offset, length) in BoundedPieces.Of(block, tokenizer.PreTokenizer!))
        {
            cancellationToken.ThrowIfCancellationRequested();
            tokens += tokenizer.CountTokens(block.AsSpan(offset, length), considerPreTokenization: false);
        }

        return tokens;
    }
}
