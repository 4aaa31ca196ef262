using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Inference.Trees;

/// <summary>Well-formed literals.</summary>
internal static class Literal
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text(string text) => JsonSerializer.Serialize(text, Plain);

    public static RawTree Of(string text) => new(Text(text));

    public static RawTree Of(bool value) => new(value ? "true" : "false");

    public static RawTree Of(double value) => new(value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Lists or objects within one another, by turns, <paramref name="levels"/> of them.</summary>
    public static RawTree Nested(int levels, bool objects)
    {
        var (open, close) = objects ? ("{\"a\":", "}") : ("[", "]");
        var inside = objects ? "1" : "";
        return new RawTree(string.Concat(Enumerable.Repeat(open, levels)) + inside + string.Concat(Enumerable.Repeat(close, levels)));
    }
}
