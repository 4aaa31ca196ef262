using System.Text;
using Inference.Wire;

namespace Inference.Reporting;

/// <summary>A request as a command for the shell, or what to do with the file that holds it as it went over the wire.</summary>
internal static class CurlCommand
{
    private const int LongestBody = 600;

    public static string Of(WireRequest request, string file)
    {
        if (request.BreaksHttp || request.Body.Length > LongestBody || request.Body.Span.IndexOfAnyExceptInRange((byte)' ', (byte)'~') >= 0)
        {
            return $"nc -q 5 HOST PORT < {file}   # {request.Method} {Shorten(request.Target)}";
        }

        var command = new StringBuilder($"curl -i -X {request.Method} --path-as-is {Quote("$URL" + request.Target)}");
        foreach (var (name, value) in request.Headers.Where(header => header.Name is not ("Host" or "Content-Length")))
        {
            var shown = request.Credential.Key.Length > 0 ? value.Replace(request.Credential.Key, $"$KEY_{request.Credential.Name.ToUpperInvariant()}", StringComparison.Ordinal) : value;
            command.Append($" -H {Quote($"{name}: {Shorten(shown)}")}");
        }

        if (request.Body.Length > 0)
        {
            command.Append($" --data-raw '{Encoding.ASCII.GetString(request.Body.Span).Replace("'", "'\\''", StringComparison.Ordinal)}'");
        }

        return command.ToString();
    }

    private static string Quote(string text) => $"\"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Shorten(string text) => text.Length > 300 ? $"{text[..300]}…" : text;
}
