using System.Text.Json;
using Inference.Messages;

namespace Inference.Models.Wire.Answers;

/// <summary>
/// Reads a server's answer, or a chunk of one, in one forward pass. It takes what OpenAI's reference does not allow as long as its meaning is plain; members that
/// it has no use for become <see cref="AnswerExtra"/>.
/// </summary>
internal sealed class AnswerParser
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = AnswerExtra.MaxDepth };

    private readonly MemberMemory _memory = new();
    private readonly OtherMembers _others;
    private readonly MessageReader _messages;
    private readonly ChoiceFilter _choices = new();

    // Some servers send beside each delta the message so far.
    private bool _hasDelta;

    public AnswerParser()
    {
        _others = new OtherMembers(_memory);
        _messages = new MessageReader(_others);
    }

    /// <summary>Reads the first JSON document of the bytes, and moves on behind it: some servers put several into one event.</summary>
    /// <exception cref="JsonException">The bytes are not JSON, even after <see cref="JsonRepair"/>.</exception>
    public void Parse(ref ReadOnlySpan<byte> json, WirePiece piece)
    {
        _memory.Begin();
        try
        {
            json = json[ParseOnce(json, piece)..];
        }
        catch (JsonException)
        {
            piece.Clear();
            _memory.Undo();
            json = JsonRepair.Repair(json);
            json = json[ParseOnce(json, piece)..];
        }
    }

    private int ParseOnce(ReadOnlySpan<byte> json, WirePiece piece)
    {
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            ParseAnswer(json, ref reader, piece);
            return (int)reader.BytesConsumed;
        }

        // Google's compatible endpoint sends its errors, and some proxies several chunks, as an array.
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            ParseAnswer(json, ref reader, piece);
        }

        return (int)reader.BytesConsumed;
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
            if (reader.NameIs("choices"u8))
            {
                reader.Read();
                ParseChoices(json, ref reader, piece);
            }
            else if (reader.NameIs("usage"u8))
            {
                reader.Read();
                piece.Usage = UsageReader.Read(json, ref reader) ?? piece.Usage;
            }
            else if (reader.NameIs("error"u8))
            {
                ParseError(json, ref reader, piece);
            }
            else if (reader.NameIs("id"u8) || reader.NameIs("object"u8) || reader.NameIs("created"u8)
                || reader.NameIs("model"u8) || reader.NameIs("obfuscation"u8))
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
        piece.HasChoices |= reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            ParseChoice(json, ref reader, piece);
            return;
        }

        _choices.Begin(reader);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (_choices.Takes(reader))
            {
                ParseChoice(json, ref reader, piece);
            }
            else
            {
                reader.Skip();
            }
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
        Utf8JsonReader message = default, text = default;
        var (hasMessage, hasText) = (false, false);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.NameIs("delta"u8))
            {
                reader.Read();
                _hasDelta |= reader.TokenType == JsonTokenType.StartObject;
                _messages.Read(json, ref reader, piece);
            }
            else if (reader.NameIs("message"u8))
            {
                reader.Read();
                message = reader;
                hasMessage = reader.TokenType != JsonTokenType.Null;
                reader.Skip();
            }
            else if (reader.NameIs("text"u8))
            {
                // What completions, and not chat completions, have for the message.
                reader.Read();
                text = reader;
                hasText = true;
                reader.Skip();
            }
            else if (reader.NameIs("index"u8))
            {
                reader.Read();
                reader.Skip();
            }
            else
            {
                ParseChoiceMember(json, ref reader, piece);
            }
        }

        if (!_hasDelta && hasMessage)
        {
            _messages.Read(json, ref message, piece);
        }
        else if (!_hasDelta && hasText)
        {
            ContentReader.Read(json, ref text, piece);
        }
    }

    private void ParseChoiceMember(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, WirePiece piece)
    {
        if (reader.NameIs("finish_reason"u8))
        {
            reader.Read();
            piece.Finish = ReadFinish(ref reader) ?? piece.Finish;
        }
        else if (reader.NameIs("usage"u8))
        {
            reader.Read();
            piece.Usage = UsageReader.Read(json, ref reader) ?? piece.Usage;
        }
        else if (reader.NameIs("error"u8))
        {
            ParseError(json, ref reader, piece);
        }
        else
        {
            _others.Add(json, ref reader, piece, MemberGroup.Choice);
        }
    }

    private static void ParseError(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, WirePiece piece)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        var error = json[start..(int)reader.BytesConsumed];

        piece.Error = error.SequenceEqual("null"u8) ? piece.Error : error.ToArray();
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
