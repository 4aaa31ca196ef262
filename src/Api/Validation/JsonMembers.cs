using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Inference.Validation;

/// <summary>Makes JSON objects out of members whose values are JSON already, and stay as they are.</summary>
internal static class JsonMembers
{
    private static readonly JsonWriterOptions Raw = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static string ToJson(IReadOnlyDictionary<string, JsonElement> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Raw))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in members)
            {
                writer.WritePropertyName(name);
                writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static string TextOf(string text) => $"\"{JsonEncodedText.Encode(text, Raw.Encoder)}\"";

    /// <summary>An object that was made here, or none, and one more member at its end, if there is one.</summary>
    public static string? Append(string? json, string name, string? value) => (json, value) switch
    {
        (_, null) => json,
        (null, _) => $$"""{"{{name}}":{{value}}}""",
        _ => $$"""{{json.AsSpan(0, json.Length - 1)}},"{{name}}":{{value}}}""",
    };
}
