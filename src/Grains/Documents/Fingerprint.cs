using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Inference.Storage;

namespace Inference.Documents;

/// <summary>A hash of what was asked for, the same in every process: dictionaries have no order of their own, so names are sorted.</summary>
internal static class Fingerprint
{
    public static string Of<T>(T value)
    {
        using var json = JsonDocument.Parse(StorageJson.Serialize(value));
        var sorted = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(sorted))
        {
            Write(json.RootElement, writer);
        }

        return Convert.ToHexStringLower(SHA256.HashData(sorted.WrittenSpan));
    }

    private static void Write(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(property.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(item, writer);
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
