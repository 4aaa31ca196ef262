using Inference.Errors;
using Inference.Messages;
using Inference.Models.Catalog;

namespace Inference.Models;

/// <summary>One attempt at an answer: of a model's server, or of the built-in model. Retries, fallbacks and counted usage are the <see cref="ModelClient"/>'s.</summary>
/// <remarks>
/// Both fail with a <see cref="ModelServerException"/>, with an <see cref="InferenceException"/> that is final, with what <see cref="ModelFailure.From"/> knows, or
/// with an <see cref="OperationCanceledException"/> when the deadline's token is cancelled.
/// </remarks>
internal interface IModelProvider
{
    /// <returns>The answer; its usage is <see cref="Usage.None"/> where the server sends none.</returns>
    ValueTask<ModelAnswer> SendAsync(ModelEntry model, ModelRequest request, Deadline deadline);

    /// <summary>
    /// The pieces in the order in which they came. The usage comes with any of them, the finish reason with the last. The token is the deadline's.
    /// </summary>
    IAsyncEnumerable<ModelUpdate> StreamAsync(ModelEntry model, ModelRequest request, Deadline deadline, CancellationToken cancellationToken);
}
