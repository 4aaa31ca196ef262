using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Inference.Models.Wire.Answers;

/// <summary>Reads tool calls, whole or deltas. Arguments may be an object in the place of its JSON as text; a call may stand without its array.</summary>
internal static class ToolCallReader
{
    public static void Read(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, List<WireCall> calls)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            calls.Add(ReadCall(json, ref reader));
            return;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                calls.Add(ReadCall(json, ref reader));
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static WireCall ReadCall(ReadOnlySpan<byte> json, ref Utf8JsonReader reader)
    {
        var call = new WireCall(null, null, null, null, null);
        ExtraMembers? extra = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            var (isIndex, isId) = (reader.NameIs("index"u8), reader.NameIs("id"u8));
            var (isType, isFunction) = (reader.NameIs("type"u8), reader.NameIs("function"u8));
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            if (isIndex)
            {
                call = call with { Index = ReadIndex(ref reader) };
            }
            else if (isId)
            {
                call = call with { Id = ReadId(ref reader) };
            }
            else if (isFunction && reader.TokenType == JsonTokenType.StartObject)
            {
                call = ReadFunction(json, ref reader, call, ref extra);
            }
            else if (isType && (reader.TokenType == JsonTokenType.Null || reader.ValueTextEqualsOrEmpty("function"u8)))
            {
                // The usual type is not kept.
            }
            else
            {
                reader.Skip();
                (extra ??= new ExtraMembers()).Add(name, json[start..(int)reader.BytesConsumed]);
            }
        }

        return extra is null ? call : call with { Extra = extra.ToString() };
    }

    private static WireCall ReadFunction(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, WireCall call, ref ExtraMembers? extra)
    {
        ExtraMembers? own = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            var (isName, isArguments) = (reader.NameIs("name"u8), reader.NameIs("arguments"u8));
            reader.Read();
            if (isName && reader.TokenType is JsonTokenType.String or JsonTokenType.Null)
            {
                call = call with { Name = reader.TokenType == JsonTokenType.Null ? null : LenientText.DecodeWhole(reader.ValueSpan) };
            }
            else if (isArguments)
            {
                call = call with { Arguments = ReadArguments(json, ref reader) };
            }
            else
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                (own ??= new ExtraMembers()).Add(name, json[start..(int)reader.BytesConsumed]);
            }
        }

        if (own is not null)
        {
            (extra ??= new ExtraMembers()).Add("function"u8, own.ToBytes());
        }

        return call;
    }

    private static string? ReadArguments(ReadOnlySpan<byte> json, ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Null)
        {
            return reader.TokenType == JsonTokenType.Null ? null : LenientText.Decode(reader.ValueSpan);
        }

        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return Encoding.UTF8.GetString(json[start..(int)reader.BytesConsumed]);
    }

    private static int? ReadIndex(ref Utf8JsonReader reader)
    {
        var isNumber = reader.TokenType is JsonTokenType.Number or JsonTokenType.String;
        int? index = isNumber && Utf8Parser.TryParse(reader.ValueSpan, out int number, out var read) && read == reader.ValueSpan.Length ? number : null;
        reader.Skip();
        return index;
    }

    private static string? ReadId(ref Utf8JsonReader reader)
    {
        var id = reader.TokenType is JsonTokenType.String or JsonTokenType.Number ? LenientText.DecodeWhole(reader.ValueSpan) : null;
        reader.Skip();
        return id;
    }

    private static bool ValueTextEqualsOrEmpty(this ref Utf8JsonReader reader, ReadOnlySpan<byte> text) =>
        reader.TokenType == JsonTokenType.String && (reader.ValueSpan.IsEmpty || reader.NameIs(text));
}
