using System.Runtime.CompilerServices;
using Inference.Messages;
using Inference.Models.Catalog;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.Models;

/// <summary>TEMPORARY: the built-in model behind the interface that the catalog still takes. Deleted when the catalog takes an <see cref="IModelProvider"/>.</summary>
internal sealed class LocalChatClient([FromKeyedServices(ModelsOptions.Local)] IModelProvider local) : IChatClient
{
    public static ChatOptions Options(ModelEntry model, ModelRequest request) =>
        new() { AdditionalProperties = new() { ["model"] = model, ["request"] = request } };

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var answer = await local.SendAsync(Property<ModelEntry>(options, "model"), Property<ModelRequest>(options, "request"), cancellationToken);
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, answer.Content))
        {
            FinishReason = Reason(answer.FinishReason),
            Usage = Details(answer.Usage),
        };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var update in local.StreamAsync(
            Property<ModelEntry>(options, "model"), Property<ModelRequest>(options, "request"), cancellationToken))
        {
            yield return update.Usage is { } usage
                ? new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(Details(usage))]) { FinishReason = Reason(update.FinishReason!.Value) }
                : new ChatResponseUpdate(ChatRole.Assistant, update.Text);
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
        // Holds nothing.
    }

    private static T Property<T>(ChatOptions? options, string name) => (T)options!.AdditionalProperties![name]!;

    private static ChatFinishReason Reason(FinishReason reason) => reason is FinishReason.Stop ? ChatFinishReason.Stop : ChatFinishReason.Length;

    private static UsageDetails Details(Usage usage) => new() { InputTokenCount = usage.PromptTokens, OutputTokenCount = usage.CompletionTokens };
}
