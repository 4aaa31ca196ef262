using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Inference.Errors;
using Inference.Language;

namespace Inference.Validation;

/// <summary>Faults of JSON as text, before it is parsed.</summary>
internal static class JsonText
{
    public static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> json) =>
        json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json;

    /// <summary>
    /// Text that storage cannot keep or no reader can decode: bytes that are not UTF-8, NUL characters (neither database stores them in JSON), and halves of
    /// surrogate pairs (every JSON reader fails on them once it unescapes the string that holds one). Names and values alike.
    /// </summary>
    public static InferenceException? FindFault(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            return new InferenceException(ErrorKind.InvalidJson, "The body is not valid UTF-8.");
        }

        var escape = JsonEscapes.IndexOfUnstorable(json);
        if (escape < 0)
        {
            return null;
        }

        var position = Position(json[..escape]);
        return new InferenceException(
            ErrorKind.InvalidParamValue,
            json[escape..].StartsWith("\\u0000"u8)
                ? $"The body has a NUL character (\\u0000) {position}; text must not."
                : $"The body has half of a surrogate pair ({Encoding.ASCII.GetString(json.Slice(escape, JsonEscapes.Length))}) {position}; text must not.");
    }

    public static InferenceException Malformed(JsonException error, ReadOnlySpan<byte> json)
    {
        var reason = error.Message;
        foreach (var detail in (ReadOnlySpan<string>)[" LineNumber:", " Path:", " Change the reader options", " Cannot read next"])
        {
            reason = reason.IndexOf(detail, StringComparison.Ordinal) is >= 0 and var end ? reason[..end] : reason;
        }

        if (error.LineNumber is not { } line || error.BytePositionInLine is not { } column)
        {
            return new InferenceException(ErrorKind.InvalidJson, $"The body is not valid JSON: {reason}");
        }

        return new InferenceException(
            ErrorKind.InvalidJson, $"The body is not valid JSON at {Position(Before(json, line, column))}: {reason}");
    }

    private static ReadOnlySpan<byte> Before(ReadOnlySpan<byte> json, long line, long column)
    {
        var start = 0;
        for (; line > 0; line--)
        {
            start += json[start..].IndexOf((byte)'\n') + 1;
        }

        return json[..(int)Math.Min(start + column, json.Length)];
    }

    /// <summary>The place after some text, counted from 1, in characters as an editor shows them.</summary>
    private static string Position(ReadOnlySpan<byte> before)
    {
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return $"line {before.Count((byte)'\n') + 1}, column {Encoding.UTF8.GetCharCount(before[lineStart..]) + 1}";
    }
}
