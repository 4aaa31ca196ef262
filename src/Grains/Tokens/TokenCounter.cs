using Inference.Completions;
using Microsoft.Extensions.AI;
using Microsoft.ML.Tokenizers;

namespace Inference.Tokens;

/// <summary>
/// Counts tokens as OpenAI's current models would (o200k): exact for them, close enough for others, and never zero for a text.
/// The vocabulary takes a moment and tens of megabytes, so it is loaded once, when somebody counts or warms up.
/// </summary>
internal sealed class TokenCounter
{
    // What OpenAI documents for its chat format: each message is framed, a name costs one more, and the answer's frame is opened.
    private const int TokensPerMessage = 3;
    private const int TokensPerName = 1;
    private const int TokensOfOpening = 3;

    private readonly Lazy<TiktokenTokenizer> _tokenizer = new(() => TiktokenTokenizer.CreateForEncoding("o200k_base"));

    public int Count(string? text) => string.IsNullOrEmpty(text) ? 0 : _tokenizer.Value.CountTokens(text);

    public int Count(ReadOnlySpan<char> text) => text.IsEmpty ? 0 : _tokenizer.Value.CountTokens(text);

    /// <summary>A whole prompt, as a model reads it.</summary>
    public int Count(IEnumerable<Message> messages)
    {
        var tokens = TokensOfOpening;
        foreach (var message in messages)
        {
            tokens += TokensPerMessage + Count(message.Content) + (message.Name is null ? 0 : TokensPerName + Count(message.Name));
            foreach (var call in message.ToolCalls)
            {
                tokens += Count(call.Name) + Count(call.Arguments);
            }
        }

        return tokens;
    }

    /// <summary>A whole prompt as Microsoft.Extensions.AI has it.</summary>
    public int Count(IEnumerable<ChatMessage> messages) =>
        TokensOfOpening + messages.Sum(message => TokensPerMessage + message.Contents.Sum(Count));

    /// <summary>Loads the vocabulary, so that no request waits for it.</summary>
    public void WarmUp() => Count("Hello");

    private int Count(AIContent content) => content switch
    {
        TextContent text => Count(text.Text),
        FunctionCallContent call => Count(call.Name) + (call.Arguments?.Sum(argument => Count(argument.Key) + Count(argument.Value?.ToString())) ?? 0),
        FunctionResultContent result => Count(result.Result?.ToString()),
        _ => 0,
    };
}
