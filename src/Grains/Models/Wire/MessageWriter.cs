using System.Buffers;
using System.Text;
using System.Text.Json;
using Inference.Messages;

namespace Inference.Models.Wire;

/// <summary>Writes one message of a request.</summary>
internal static class MessageWriter
{
    // Longer parts hold pictures or sounds. The writer would reserve three bytes for each of their characters.
    private const int LongParts = 16 * 1024;

    /// <param name="writer">Writes to the body, without checks of its own.</param>
    /// <param name="body">The body.</param>
    /// <param name="message">The message.</param>
    public static void Write(Utf8JsonWriter writer, IBufferWriter<byte> body, Message message)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, Name(message.Role));
        if (message.Parts is not { Length: > LongParts })
        {
            WriteContent(writer, message);
        }

        if (message.Name is { } name)
        {
            writer.WriteString("name"u8, name);
        }

        if (message.ReasoningContent is { Length: > 0 } reasoning)
        {
            writer.WriteString("reasoning_content"u8, reasoning);
        }

        if (!message.ToolCalls.IsDefaultOrEmpty)
        {
            writer.WriteStartArray("tool_calls"u8);
            foreach (var call in message.ToolCalls)
            {
                WriteCall(writer, call);
            }

            writer.WriteEndArray();
        }

        if (message.Role == Role.Tool)
        {
            writer.WriteString("tool_call_id"u8, message.ToolCallId ?? "");
        }

        RawMembers.Of(message.Extra).Write(writer);
        if (message.Parts is { Length: > LongParts } parts)
        {
            WriteLongParts(writer, body, parts);
        }

        writer.WriteEndObject();
    }

    /// <summary>Past the writer, which would not put a comma behind it: it is the last member.</summary>
    private static void WriteLongParts(Utf8JsonWriter writer, IBufferWriter<byte> body, string parts)
    {
        writer.WritePropertyName("content"u8);
        writer.Flush();
        Encoding.UTF8.GetBytes(parts, body);
    }

    private static void WriteContent(Utf8JsonWriter writer, Message message)
    {
        if (message.Parts is { } parts)
        {
            writer.WritePropertyName("content"u8);
            writer.WriteRawValue(parts, skipInputValidation: true);
        }
        else if (!message.ToolCalls.IsDefaultOrEmpty && string.IsNullOrEmpty(message.Content))
        {
            // Left out beside tool calls: some servers refuse null there, and others an empty text.
        }
        else if (message.Content is null && message.Extra is not null)
        {
            // As after a refusal, which stands in another member.
            writer.WriteNull("content"u8);
        }
        else
        {
            writer.WriteString("content"u8, message.Content ?? "");
        }
    }

    private static void WriteCall(Utf8JsonWriter writer, ToolCall call)
    {
        var extra = RawMembers.Of(call.Extra);
        writer.WriteStartObject();
        writer.WriteString("id"u8, call.Id);
        if (extra.Find("type"u8).IsEmpty)
        {
            writer.WriteString("type"u8, "function"u8);
        }

        if (call.Name.Length > 0 || call.Arguments.Length > 0)
        {
            writer.WriteStartObject("function"u8);
            writer.WriteString("name"u8, call.Name);
            writer.WriteString("arguments"u8, call.Arguments);
            extra.Find("function"u8).Write(writer);
            writer.WriteEndObject();
        }

        extra.Write(writer, except: "function"u8);
        writer.WriteEndObject();
    }

    private static ReadOnlySpan<byte> Name(Role role) => role switch
    {
        Role.System => "system"u8,
        Role.Developer => "developer"u8,
        Role.User => "user"u8,
        Role.Assistant => "assistant"u8,
        Role.Tool => "tool"u8,
    };
}
