using Inference.Errors;

namespace Inference.Requests;

/// <summary>Everything that is wrong with a request, so that it is told at once.</summary>
internal sealed class Problems
{
    private const int Shown = 20;

    private readonly List<Problem> _found = [];

    public bool Any => _found.Count > 0;

    public void Invalid(string path, string must) => Add(ErrorKind.InvalidParamValue, path, $"{Name(path)} {must}.");

    public void Missing(string path) => Add(ErrorKind.MissingParam, path, $"{Name(path)} is required.");

    public void Null(string path) => Invalid(path, "must not be null");

    public void Add(ErrorKind kind, string path, string message) =>
        _found.Add(new Problem(kind, path.Length == 0 ? null : path, message));

    /// <summary>The first problem gives kind and parameter; the message tells all, or the first twenty of them.</summary>
    public InferenceException ToException()
    {
        var message = string.Join(' ', _found.Take(Shown).Select(problem => problem.Message));
        return new InferenceException(
            _found[0].Kind, _found.Count > Shown ? $"{message} And {_found.Count - Shown} more." : message, _found[0].Param);
    }

    private static string Name(string path) => path.Length == 0 ? "The body" : path;
}
