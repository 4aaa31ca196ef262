using System.Runtime.CompilerServices;
using Inference.Experts;
using Inference.Tokens;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.Models.Local;

/// <summary>
/// The model that is always there: it quotes the sentences of its system prompt that answer, or says that it has nothing and what there is instead. It makes
/// nothing up, calls no tools and knows nothing else.
/// </summary>
internal sealed class LocalModel(TokenCounter counter, ExpertCatalog? experts = null) : IChatClient
{
    private static readonly ChatClientMetadata Metadata = new(ModelsOptions.Local, providerUri: null, defaultModelId: ModelsOptions.Local);

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (words, usage, finishReason) = await AnswerAsync([.. messages], options, cancellationToken);
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, string.Concat(words)))
        {
            ModelId = ModelsOptions.Local,
            FinishReason = finishReason,
            Usage = usage,
        };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (words, usage, finishReason) = await AnswerAsync([.. messages], options, cancellationToken);
        foreach (var word in words)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new ChatResponseUpdate(ChatRole.Assistant, word) { ModelId = ModelsOptions.Local };
        }

        yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(usage)]) { ModelId = ModelsOptions.Local, FinishReason = finishReason };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? Metadata
        : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // Holds nothing.
    }

    private async ValueTask<(List<string> Words, UsageDetails Usage, ChatFinishReason FinishReason)> AnswerAsync(
        List<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        var length = TokenCounter.LengthOf(messages);
        var (prompt, found) = await LargeTextWork.RunAsync(length, () => Find(messages), cancellationToken);
        var answer = found ?? await IntroduceAsync(prompt, options, cancellationToken);
        return await LargeTextWork.RunAsync(length, () => Cut(answer, messages, options, cancellationToken), cancellationToken);
    }

    private static (LocalPrompt Prompt, string? Found) Find(List<ChatMessage> messages)
    {
        var prompt = LocalPrompt.Read(messages);
        return (prompt, LocalAnswer.Find(prompt));
    }

    /// <summary>No sentence answers: the introduction does. The experts are read only here, so that other answers do not pay for it.</summary>
    private async ValueTask<string> IntroduceAsync(LocalPrompt prompt, ChatOptions? options, CancellationToken cancellationToken) =>
        experts is not null && options?.AdditionalProperties?.TryGetValue(PlainPrompt.Environment, out string? environment) is true && environment is not null
            ? LocalIntroduction.To(prompt.Question, prompt.Sources.Count > 0, await experts.GetAsync(environment, cancellationToken))
            : LocalAnswer.Nothing;

    private (List<string> Words, UsageDetails Usage, ChatFinishReason FinishReason) Cut(
        string answer, List<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        answer = AnswerCut.BeforeStop(answer, options?.StopSequences);
        var (words, tokens, isWhole) = AnswerCut.ToWords(answer, options?.MaxOutputTokens, counter, cancellationToken);
        var read = counter.Count(messages, cancellationToken);
        var usage = new UsageDetails { InputTokenCount = read, OutputTokenCount = tokens, TotalTokenCount = read + tokens };
        return (words, usage, isWhole ? ChatFinishReason.Stop : ChatFinishReason.Length);
    }
}

internal static class LocalModelServices
{
    public static IServiceCollection AddLocalModel(this IServiceCollection services) =>
        services.AddKeyedSingleton<IChatClient, LocalModel>(ModelsOptions.Local).AddKeyedSingleton<IModelProvider, LocalChatAdapter>(ModelsOptions.Local);
}
