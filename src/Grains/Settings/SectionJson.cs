using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Inference.Settings;

/// <summary>
/// JSON that is written as a section. Configuration keeps texts alone: one that reads as a number, <c>true</c>, <c>false</c> or <c>null</c> becomes that, and names
/// that count from 0 make an array.
/// </summary>
internal static partial class SectionJson
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(IConfigurationSection section)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, Writing))
        {
            Write(writer, section);
        }

        return Encoding.UTF8.GetString(json.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, IConfigurationSection section)
    {
        var members = section.GetChildren().ToList();
        if (members.Count == 0)
        {
            WriteValue(writer, section.Value);
        }
        else if (members.Index().All(member => member.Item.Key == $"{member.Index}"))
        {
            writer.WriteStartArray();
            members.ForEach(item => Write(writer, item));
            writer.WriteEndArray();
        }
        else
        {
            writer.WriteStartObject();
            foreach (var member in members)
            {
                writer.WritePropertyName(member.Key);
                Write(writer, member);
            }

            writer.WriteEndObject();
        }
    }

    private static void WriteValue(Utf8JsonWriter writer, string? value)
    {
        switch (value)
        {
            case null or "null":
                writer.WriteNullValue();
                break;
            case var _ when bool.TryParse(value, out var flag):
                // Files with true and false give them with capitals.
                writer.WriteBooleanValue(flag);
                break;
            case var _ when Number().IsMatch(value):
                writer.WriteRawValue(value);
                break;
            default:
                writer.WriteStringValue(value);
                break;
        }
    }

    // RFC 8259, 6.
    [GeneratedRegex(@"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
