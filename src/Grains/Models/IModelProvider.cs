using Inference.Errors;
using Inference.Messages;
using Inference.Models.Catalog;

namespace Inference.Models;

/// <summary>One attempt at an answer: of a model's server, or of the built-in model. Retries, fallbacks and counted usage are the <see cref="ModelClient"/>'s.</summary>
/// <remarks>
/// Both fail with a <see cref="ModelServerException"/>, with an <see cref="InferenceException"/> that is final, or with an
/// <see cref="OperationCanceledException"/> when the token is cancelled.
/// </remarks>
internal interface IModelProvider
{
    /// <returns>The answer; its usage is <see cref="Usage.None"/> where the server sends none.</returns>
    ValueTask<ModelAnswer> SendAsync(ModelEntry model, ModelRequest request, CancellationToken cancellationToken);

    /// <summary>The pieces in the order in which they came. The finish reason and the usage come with any of them; a stream without a reason broke off.</summary>
    IAsyncEnumerable<ModelUpdate> StreamAsync(ModelEntry model, ModelRequest request, CancellationToken cancellationToken);
}
