using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Inference.Messages;
using Inference.Models;

namespace Inference.Completions.Answers;

/// <summary>Answers every request with what a test sets, whole or in pieces, and keeps what it was asked.</summary>
internal sealed class ScriptedModelClient : IModelClient
{
    public ConcurrentQueue<ModelRequest> Requests { get; } = [];

    public ModelAnswer Answer { get; set; } = new() { Model = "local", Content = "Hello", FinishReason = FinishReason.Stop, Usage = new Usage(1, 2) };

    public ModelUpdate[] Updates { get; set; } = [];

    /// <summary>Awaited after the last update; fails the answer where it fails.</summary>
    public Task Ending { get; set; } = Task.CompletedTask;

    public Task<ModelAnswer> SendAsync(ModelRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return Task.FromResult(Answer);
    }

    public async IAsyncEnumerable<ModelUpdate> StreamAsync(ModelRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        foreach (var update in Updates)
        {
            await Task.Yield();
            yield return update;
        }

        await Ending.WaitAsync(cancellationToken);
    }
}
