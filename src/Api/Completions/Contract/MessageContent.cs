using System.Text.Json;
using System.Text.Json.Serialization;
using Inference.Messages;
using Inference.Validation;

namespace Inference.Completions.Contract;

/// <summary>A message's content: text, or OpenAI's content parts.</summary>
[JsonConverter(typeof(MessageContentConverter))]
internal sealed record MessageContent(string? Text)
{
    /// <summary>What the field must be, for the error of a value that is something else.</summary>
    internal const string Expectation = "text, null or an array of parts: each an object with a type, and with a text where the type is text";

    /// <summary>The parts as JSON, where they are more than text.</summary>
    public string? Parts { get; set; }

    /// <summary>Whether there are parts whose JSON is kept: <see cref="SourceJson"/> cuts it out of the request.</summary>
    public bool HasParts { get; init; }

    internal static MessageContent? Of(Message message) =>
        message.Content is null && message.Parts is null ? null : new MessageContent(message.Content) { Parts = message.Parts, HasParts = message.Parts is not null };
}

/// <summary>A message of a request, whose content parts are cut out of the request's JSON.</summary>
internal interface IHasContent
{
    MessageContent? Content { get; }
}

internal sealed class MessageContentConverter : JsonConverter<MessageContent>
{
    public override MessageContent? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => new MessageContent(reader.GetString()),
        JsonTokenType.StartArray => ContentPartsReader.Read(ref reader),
        _ => throw new JsonValueException(MessageContent.Expectation),
    };

    public override void Write(Utf8JsonWriter writer, MessageContent value, JsonSerializerOptions options)
    {
        if (value.Parts is { } parts)
        {
            writer.WriteRawValue(parts);
        }
        else
        {
            writer.WriteStringValue(value.Text);
        }
    }
}
