using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Inference.Language;

namespace Inference.Validation;

/// <summary>JSON whose members the contract leaves open, such as a persona's data or a tool's parameters: how deep it may be, and how it is read back.</summary>
internal static class FreeJson
{
    /// <summary>Levels of arrays and objects, the value itself included.</summary>
    public const int MaxDepth = 32;

    /// <summary>Whether the value is nested deeper than <see cref="MaxDepth"/>. Responses write it some levels further down, and clients read with limits of their own.</summary>
    public static bool IsTooDeep(JsonElement value) =>
        value.ValueKind is JsonValueKind.Object or JsonValueKind.Array && IsTooDeep(JsonMarshal.GetRawUtf8Value(value));

    /// <summary>The same of a value's JSON.</summary>
    public static bool IsTooDeep(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonLimits.ReadDepth });
        while (reader.Read())
        {
            if (reader.CurrentDepth >= MaxDepth && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Reads stored or generated JSON so that it can be written again: halves of surrogate pairs, which requests refuse and model servers may send, become
    /// U+FFFD. What is no JSON any more is left out: one damaged document does not fail the list that it is in.
    /// </summary>
    public static JsonElement? Read(string json)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(json.Length));
        try
        {
            var text = bytes.AsMemory(0, Encoding.UTF8.GetBytes(json, bytes));
            JsonEscapes.ReplaceSurrogateHalves(text.Span);
            return JsonElement.Parse(text.Span, new JsonDocumentOptions { MaxDepth = JsonLimits.WriteDepth });
        }
        catch (JsonException)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}

/// <summary>How deep JSON may be nested.</summary>
internal static class JsonLimits
{
    /// <summary>Levels of a request's body.</summary>
    public const int ReadDepth = 64;

    /// <summary>Levels of a response: lists hold what was read some levels further down, so responses may be deeper than requests.</summary>
    public const int WriteDepth = 2 * ReadDepth;
}
