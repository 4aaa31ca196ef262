using System.Text.Json;

namespace Inference.Models.Wire.Answers;

/// <summary>
/// Reads a server's answer, or a chunk of one, in one forward pass. It takes what OpenAI's reference does not allow as long as its meaning is plain; members that
/// it has no use for become <see cref="Messages.AnswerExtra"/>.
/// </summary>
internal sealed class AnswerParser(MemberMemory? memory = null)
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 128 };

    private readonly OtherMembers _others = new(memory);

    /// <exception cref="JsonException">The bytes are not JSON, even after <see cref="JsonRepair"/>.</exception>
    public void Parse(ReadOnlySpan<byte> json, WirePiece piece)
    {
        try
        {
            ParseOnce(json, piece);
        }
        catch (JsonException)
        {
            piece.Clear();
            ParseOnce(JsonRepair.Repair(json), piece);
        }
    }

    private void ParseOnce(ReadOnlySpan<byte> json, WirePiece piece)
    {
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            ParseAnswer(json, ref reader, piece);
            return;
        }

        // Google's compatible endpoint sends its errors, and some proxies several chunks, as an array.
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            ParseAnswer(json, ref reader, piece);
        }
    }

    private void ParseAnswer(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, WirePiece piece)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("choices"u8))
            {
                reader.Read();
                ParseChoices(json, ref reader, piece);
            }
            else if (reader.ValueTextEquals("usage"u8))
            {
                reader.Read();
                piece.Usage = UsageReader.Read(json, ref reader) ?? piece.Usage;
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                ParseError(json, ref reader, piece);
            }
            else if (reader.ValueTextEquals("id"u8) || reader.ValueTextEquals("object"u8) || reader.ValueTextEquals("created"u8)
                || reader.ValueTextEquals("model"u8) || reader.ValueTextEquals("obfuscation"u8))
            {
                // The product's own; the last one pads chunks, whose boundaries are not kept.
                reader.Read();
                reader.Skip();
            }
            else
            {
                _others.Add(json, ref reader, piece, MemberGroup.Answer);
            }
        }
    }

    private void ParseChoices(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, WirePiece piece)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            ParseChoice(json, ref reader, piece);
            return;
        }

        // One answer is asked for: further choices, which a server may have been configured to make, are not read.
        var isFirst = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (isFirst)
            {
                ParseChoice(json, ref reader, piece);
            }
            else
            {
                reader.Skip();
            }

            isFirst = false;
        }
    }

    private void ParseChoice(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, WirePiece piece)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        piece.HasChoice = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("delta"u8) || reader.ValueTextEquals("message"u8))
            {
                reader.Read();
                ParseMessage(json, ref reader, piece);
            }
            else if (reader.ValueTextEquals("finish_reason"u8))
            {
                reader.Read();
                piece.Finish = ReadFinish(ref reader) ?? piece.Finish;
            }
            else if (reader.ValueTextEquals("text"u8))
            {
                // What completions, and not chat completions, have for the message.
                reader.Read();
                ContentReader.Read(json, ref reader, piece);
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                ParseError(json, ref reader, piece);
            }
            else if (reader.ValueTextEquals("index"u8))
            {
                reader.Read();
                reader.Skip();
            }
            else
            {
                _others.Add(json, ref reader, piece, MemberGroup.Choice);
            }
        }
    }

    private void ParseMessage(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, WirePiece piece)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            // A message that is a text is its content.
            ContentReader.Read(json, ref reader, piece);
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                ContentReader.Read(json, ref reader, piece);
            }
            else if (reader.ValueTextEquals("reasoning_content"u8) || reader.ValueTextEquals("reasoning"u8))
            {
                ParseReasoning(json, ref reader, piece);
            }
            else if (reader.ValueTextEquals("tool_calls"u8))
            {
                reader.Read();
                ToolCallReader.Read(json, ref reader, piece.Calls);
            }
            else if (reader.ValueTextEquals("role"u8))
            {
                reader.Read();
                reader.Skip();
            }
            else
            {
                _others.Add(json, ref reader, piece, MemberGroup.Message);
            }
        }
    }

    /// <summary>Under the name that vLLM first gave it or under the newer one; servers that changed the name send both.</summary>
    private void ParseReasoning(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, WirePiece piece)
    {
        var before = reader;
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            piece.Reasoning ??= LenientText.Decode(reader.ValueSpan) is { Length: > 0 } text ? text : null;
        }
        else if (reader.TokenType != JsonTokenType.Null)
        {
            reader = before;
            _others.Add(json, ref reader, piece, MemberGroup.Message);
        }
    }

    private static void ParseError(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, WirePiece piece)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        var error = json[start..(int)reader.BytesConsumed];

        // What servers send for no error.
        var isNone = error.SequenceEqual("null"u8) || error.SequenceEqual("false"u8) || error.SequenceEqual("\"\""u8) || error.SequenceEqual("{}"u8);
        piece.Error = isNone ? piece.Error : error.ToArray();
    }

    private static string? ReadFinish(ref Utf8JsonReader reader)
    {
        var reason = reader.TokenType == JsonTokenType.String ? LenientText.Decode(reader.ValueSpan)
            : reader.TokenType is JsonTokenType.Null or JsonTokenType.False ? ""
            : reader.TokenType.ToString();
        reader.Skip();
        return reason.Length == 0 || reason == "null" ? null : reason;
    }
}
