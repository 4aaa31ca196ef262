using System.Runtime.CompilerServices;
using Inference.Messages;
using Inference.Models.Catalog;
using Microsoft.Extensions.AI;

namespace Inference.Models;

/// <summary>Until the built-in model is a provider itself.</summary>
internal sealed class LocalChatAdapter([Microsoft.Extensions.DependencyInjection.FromKeyedServices(ModelsOptions.Local)] IChatClient client) : IModelProvider
{
    public async ValueTask<ModelAnswer> SendAsync(ModelEntry model, ModelRequest request, Deadline deadline)
    {
        var response = await client.GetResponseAsync(PlainPrompt.Messages(request), PlainPrompt.Options(request), deadline.Token);
        return new ModelAnswer
        {
            Model = model.Name,
            Content = string.IsNullOrEmpty(response.Text) ? null : response.Text,
            FinishReason = FinishReasons.From(response.FinishReason?.Value, false) ?? FinishReason.Stop,
            Usage = new Usage((int)response.Usage!.InputTokenCount!, (int)response.Usage.OutputTokenCount!),
        };
    }

    public async IAsyncEnumerable<ModelUpdate> StreamAsync(
        ModelEntry model, ModelRequest request, Deadline deadline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var update in client.GetStreamingResponseAsync(PlainPrompt.Messages(request), PlainPrompt.Options(request), cancellationToken))
        {
            var usage = update.Contents.OfType<UsageContent>().FirstOrDefault()?.Details;
            yield return new ModelUpdate
            {
                Model = model.Name,
                Text = string.IsNullOrEmpty(update.Text) ? null : update.Text,
                FinishReason = FinishReasons.From(update.FinishReason?.Value, false),
                Usage = usage is null ? null : new Usage((int)usage.InputTokenCount!, (int)usage.OutputTokenCount!),
            };
        }
    }
}
