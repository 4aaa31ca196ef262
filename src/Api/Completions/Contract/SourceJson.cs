using System.Text;
using System.Text.Json;
using Inference.Validation;

namespace Inference.Completions.Contract;

/// <summary>
/// Cuts what is passed on as it came out of a request's JSON: content parts, and tools that are more than functions. In a pass of its own, since the
/// serializer does not show a value's text, and documents of large parts would be further copies of them.
/// </summary>
internal static class SourceJson
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = JsonLimits.ReadDepth };

    private delegate void ItemReader(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, int index);

    public static void Keep(ReadOnlySpan<byte> json, IReadOnlyList<IHasContent> messages, IReadOnlyList<ToolBody> tools)
    {
        var (keepsContent, keepsTools) = (HasParts(messages), !ArePlain(tools));
        if (keepsContent || keepsTools)
        {
            Read(json, keepsContent ? messages : null, keepsTools ? tools : null);
        }
    }

    // Every request passes here: without an enumerator.
    private static bool HasParts(IReadOnlyList<IHasContent> messages)
    {
        for (var i = 0; i < messages.Count; i++)
        {
            if (messages[i].Content is { HasParts: true })
            {
                return true;
            }
        }

        return false;
    }

    private static bool ArePlain(IReadOnlyList<ToolBody> tools)
    {
        for (var i = 0; i < tools.Count; i++)
        {
            if (!tools[i].IsPlain)
            {
                return false;
            }
        }

        return true;
    }

    private static void Read(ReadOnlySpan<byte> json, IReadOnlyList<IHasContent>? messages, IReadOnlyList<ToolBody>? tools)
    {
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (messages is not null && reader.ValueTextEquals("messages"u8))
            {
                ReadItems(ref reader, json, (ref Utf8JsonReader item, ReadOnlySpan<byte> source, int index) => KeepContent(ref item, source, messages[index]));
            }
            else if (tools is not null && reader.ValueTextEquals("tools"u8))
            {
                ReadItems(ref reader, json, (ref Utf8JsonReader item, ReadOnlySpan<byte> source, int index) => KeepTool(ref item, source, tools[index]));
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadItems(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ItemReader read)
    {
        reader.Read();
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            read(ref reader, json, index);
        }
    }

    private static void KeepContent(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, IHasContent message)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (message.Content is { HasParts: true } content && reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                content.Parts = ReadText(ref reader, json);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void KeepTool(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ToolBody tool)
    {
        if (tool.IsPlain)
        {
            reader.Skip();
        }
        else
        {
            tool.Json = ReadText(ref reader, json);
        }
    }

    private static string ReadText(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return Encoding.UTF8.GetString(json[start..(int)reader.BytesConsumed]);
    }
}
