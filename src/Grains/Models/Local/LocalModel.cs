using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Inference.Experts;
using Inference.Messages;
using Inference.Models.Catalog;
using Inference.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.Models.Local;

/// <summary>
/// The model that is always there: it quotes the sentences of its system prompt that answer, or says that it has nothing and what there is instead. It makes
/// nothing up, calls no tools and knows nothing else.
/// </summary>
internal sealed class LocalModel(TokenCounter counter, ExpertCatalog? experts = null) : IModelProvider
{
    public async ValueTask<ModelAnswer> SendAsync(ModelEntry model, ModelRequest request, Deadline deadline)
    {
        var (words, usage, finishReason) = await AnswerAsync(request, deadline.Token);
        return new ModelAnswer
        {
            Model = model.Name,
            Content = words.Count == 0 ? null : string.Concat(words),
            FinishReason = finishReason,
            Usage = usage,
        };
    }

    public async IAsyncEnumerable<ModelUpdate> StreamAsync(
        ModelEntry model, ModelRequest request, Deadline deadline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (words, usage, finishReason) = await AnswerAsync(request, cancellationToken);
        foreach (var word in words)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new ModelUpdate { Model = model.Name, Text = word };
        }

        yield return new ModelUpdate { Model = model.Name, FinishReason = finishReason, Usage = usage };
    }

    private async ValueTask<(List<string> Words, Usage Usage, FinishReason FinishReason)> AnswerAsync(
        ModelRequest request, CancellationToken cancellationToken)
    {
        var length = TokenCounter.LengthOf(request.Messages);
        var (prompt, found) = await LargeTextWork.RunAsync(length, () => Find(request.Messages), cancellationToken);
        var answer = found ?? await IntroduceAsync(prompt, request.Environment, cancellationToken);
        return await LargeTextWork.RunAsync(length, () => Cut(answer, request, cancellationToken), cancellationToken);
    }

    private static (LocalPrompt Prompt, string? Found) Find(ImmutableArray<Message> messages)
    {
        var prompt = LocalPrompt.Read(messages);
        return (prompt, LocalAnswer.Find(prompt));
    }

    /// <summary>No sentence answers: the introduction does. The experts are read only here, so that other answers do not pay for it.</summary>
    private async ValueTask<string> IntroduceAsync(LocalPrompt prompt, string? environment, CancellationToken cancellationToken) =>
        experts is not null && environment is not null
            ? LocalIntroduction.To(prompt.Question, prompt.Sources.Count > 0, await experts.GetAsync(environment, cancellationToken))
            : LocalAnswer.Nothing;

    private (List<string> Words, Usage Usage, FinishReason FinishReason) Cut(
        string answer, ModelRequest request, CancellationToken cancellationToken)
    {
        answer = AnswerCut.BeforeStop(answer, request.Sampling.Stop);
        var (words, made, isWhole) = AnswerCut.ToWords(answer, request.Sampling.MaxTokens, counter, cancellationToken);
        var usage = new Usage(counter.Count(request.Messages, cancellationToken), made);
        return (words, usage, isWhole ? FinishReason.Stop : FinishReason.Length);
    }
}

internal static class LocalModelServices
{
    public static IServiceCollection AddLocalModel(this IServiceCollection services) =>
        services.AddKeyedSingleton<IModelProvider, LocalModel>(ModelsOptions.Local);
}
