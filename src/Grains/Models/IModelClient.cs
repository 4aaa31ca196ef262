using Inference.Errors;

namespace Inference.Models;

/// <summary>Asks a model of the catalog, whoever serves it: retries, fallbacks and timeouts are behind this.</summary>
/// <remarks>
/// Both fail with an <see cref="InferenceException"/>: <see cref="ErrorKind.UnknownModel"/>, <see cref="ErrorKind.ModelError"/>,
/// <see cref="ErrorKind.ModelTimeout"/> or <see cref="ErrorKind.InvalidParamValue"/> when the model's server refused the request as wrong.
/// </remarks>
internal interface IModelClient
{
    Task<ModelAnswer> AnswerAsync(ModelRequest request, CancellationToken cancellationToken);

    /// <summary>The last update brings finish reason and usage; usage is counted here where the server sends none.</summary>
    IAsyncEnumerable<ModelUpdate> StreamAsync(ModelRequest request, CancellationToken cancellationToken);
}
