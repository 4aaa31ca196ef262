using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Inference.Storage;

/// <summary>
/// A stored document for a list that has no room for the whole of it: what is long is cut, and <c>truncated</c> says so. Texts that are JSON stay JSON.
/// Nothing that names, dates or classifies a document is long.
/// </summary>
public static class ShortDocument
{
    private const int MaxLength = 1_000;
    private const int MaxItems = 20;
    private const int MaxProperties = 50;
    private const int MaxDepth = 256;
    private const string Ellipsis = "…";

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = MaxDepth };

    private static readonly JsonWriterOptions Writing = new() { MaxDepth = MaxDepth, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Of(ReadOnlyMemory<byte> document)
    {
        using var json = JsonDocument.Parse(document, Reading);
        return Write(writer =>
        {
            writer.WriteStartObject();
            WriteProperties(json.RootElement, writer);
            writer.WriteBoolean("truncated", true);
            writer.WriteEndObject();
        });
    }

    private static void Cut(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                WriteProperties(element, writer);
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray().Take(MaxItems))
                {
                    Cut(item, writer);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String when element.GetString() is { Length: > MaxLength } text:
                writer.WriteStringValue(Cut(text));
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static void WriteProperties(JsonElement element, Utf8JsonWriter writer)
    {
        foreach (var property in element.EnumerateObject().Take(MaxProperties))
        {
            writer.WritePropertyName(property.Name);
            Cut(property.Value, writer);
        }
    }

    private static string Cut(string text)
    {
        if (text[0] is '{' or '[' && TryCutJson(text) is { } json)
        {
            return json;
        }

        var end = char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return string.Concat(text.AsSpan(0, end), Ellipsis);
    }

    private static string? TryCutJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, Reading);
            return System.Text.Encoding.UTF8.GetString(Write(writer => Cut(json.RootElement, writer)));
        }
        catch (JsonException)
        {
            // A text that only begins as JSON does.
            return null;
        }
    }

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            write(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
