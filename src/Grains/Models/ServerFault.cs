namespace Inference.Models;

/// <summary>
/// An exception from a model's client as it may be logged: kinds and places as they were, messages cleaned, since they quote what the server sent.
/// </summary>
internal sealed class ServerFault : Exception
{
    private readonly string? _stackTrace;

    public ServerFault(Exception exception, string? apiKey)
        : base(Describe(exception, apiKey))
    {
        _stackTrace = exception.StackTrace;
        Cause = ServerText.Clean(exception.GetBaseException().Message, apiKey);
    }

    /// <summary>What it comes down to, such as a refused connection or a name that does not resolve.</summary>
    public string Cause { get; }

    public override string? StackTrace => _stackTrace;

    private static string Describe(Exception exception, string? apiKey)
    {
        var text = $"{exception.GetType().Name}: {ServerText.Clean(exception.Message, apiKey)}";
        return exception.InnerException is { } inner ? $"{text} ---> {Describe(inner, apiKey)}" : text;
    }
}
