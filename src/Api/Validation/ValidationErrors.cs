using Inference.Errors;

namespace Inference.Validation;

/// <summary>The validation errors of a request: the first twenty, reported together. Validation stops when there are more.</summary>
internal sealed class ValidationErrors
{
    private const int Limit = 20;

    private readonly List<ValidationError> _found = [];

    public bool Any => _found.Count > 0;

    /// <summary>The number of errors, those beyond the limit included.</summary>
    public int Count { get; private set; }

    /// <summary>Whether there are more than are reported: the rest of the request need not be validated.</summary>
    public bool IsFull => Count > Limit;

    public void Invalid(string path, string must) => Add(ErrorKind.InvalidParamValue, path, $"{Name(path)} {must}.");

    public void Missing(string path) => Add(ErrorKind.MissingParam, path, $"{Name(path)} is required.");

    public void Null(string path) => Invalid(path, "must not be null");

    public void Add(ErrorKind kind, string path, string message)
    {
        if (++Count <= Limit)
        {
            _found.Add(new ValidationError(kind, path.Length == 0 ? null : path, message));
        }
    }

    /// <summary>The first error gives kind and parameter; the message has them all.</summary>
    public InferenceException ToException()
    {
        var message = string.Join(' ', _found.Select(error => error.Message));
        return new InferenceException(_found[0].Kind, IsFull ? $"{message} And more." : message, _found[0].Param);
    }

    private static string Name(string path) => path.Length == 0 ? "The body" : path;
}

/// <summary>One error of a request. The message names the field.</summary>
internal readonly record struct ValidationError(ErrorKind Kind, string? Param, string Message);
