using System.Runtime.CompilerServices;
using Inference.Messages;
using Inference.Models;

namespace Inference.Completions.Tokens;

/// <summary>Answers with one text and the usage that a model's server has reported.</summary>
internal sealed class ReportingModel(Usage usage) : IModelClient
{
    public const string Answer = "Hello";

    public Task<ModelAnswer> SendAsync(ModelRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new ModelAnswer { Model = request.Model, Content = Answer, FinishReason = FinishReason.Stop, Usage = usage });

    public async IAsyncEnumerable<ModelUpdate> StreamAsync(ModelRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        yield return new ModelUpdate { Model = request.Model, Text = Answer };
        yield return new ModelUpdate { Model = request.Model, FinishReason = FinishReason.Stop, Usage = usage };
    }
}
