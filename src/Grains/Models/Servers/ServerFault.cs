using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Inference.Models.Wire;

namespace Inference.Models.Servers;

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

/// <summary>
/// Makes a model server's words fit for logs and clients: on one line, without what a terminal obeys, without the key that the server was sent, and short.
/// </summary>
internal static partial class ServerText
{
    public const int MaxLength = 300;

    private const string Mask = "…";

    // More than an error's body can hold; longer texts are those of exceptions that quote an answer.
    private const int MaxRead = ResponseBody.MaxErrorBytes;

    public static string Clean(string text, string? apiKey, int maxLength = MaxLength)
    {
        // The key is masked before the text is cut, which could leave its beginning.
        text = Join(Escapes().Replace(text.Length > MaxRead ? text[..MaxRead] : text, " "));
        if (apiKey?.Trim() is { Length: > 0 } key)
        {
            text = text.Replace(key, Mask, StringComparison.OrdinalIgnoreCase)
                .Replace(Uri.EscapeDataString(key), Mask, StringComparison.OrdinalIgnoreCase)
                .Replace(Convert.ToBase64String(Encoding.UTF8.GetBytes(key)), Mask, StringComparison.Ordinal);
        }

        return Cut(text, maxLength);
    }

    /// <summary>Leaves out what does not show and joins what blanks or line ends part with one blank.</summary>
    private static string Join(string text)
    {
        var joined = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned:
                    break;
                case UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator:
                    joined.Append(joined.Length == 0 || joined[^1] == ' ' ? "" : " ");
                    break;
                default:
                    joined.Append(rune.ToString());
                    break;
            }
        }

        return joined.ToString().TrimEnd();
    }

    private static string Cut(string text, int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength;
        return text[..end] + Mask;
    }

    // CSI and OSC sequences as ECMA-48 has them, seven and eight bits wide.
    [GeneratedRegex(@"(?:\x1B\[|\x9B)[0-?]{0,64}[ -/]{0,8}[@-~]|(?:\x1B\]|\x9D)[^\x07\x1B\x9C]{0,512}(?:\x07|\x1B\\|\x9C)?|\x1B[@-_]?", RegexOptions.CultureInvariant)]
    private static partial Regex Escapes();
}
