using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Inference.Messages;

/// <summary>
/// Makes of the pieces of <see cref="AnswerExtra"/> what the answer has as a whole. The members of a message, and of a tool call, are deltas, whose texts and
/// lists go on. Of the answer and its choice the latest value counts, but lists, such as the log probabilities of tokens, go on. Null is no value beside another.
/// </summary>
internal static class AnswerExtraMerge
{
    // As tolerant as the readers of answers, whose pieces are cut out of what came.
    private static readonly JsonDocumentOptions Reading = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = AnswerExtra.MaxDepth };

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    // What the product has names for itself.
    private static readonly HashSet<string> OwnMembers = ["role", "content", "reasoning_content", "tool_calls"];

    /// <summary>The whole answer's; <see langword="null"/> without pieces. Evaluated in linear time: there may be a piece for each token.</summary>
    public static string? OfAnswer(IReadOnlyList<string> pieces)
    {
        if (pieces.Count < 2)
        {
            return pieces.Count == 0 ? null : pieces[0];
        }

        var (answer, choice, message) = (new MergedValue(), new MergedValue(), new MergedValue());
        foreach (var piece in pieces)
        {
            foreach (var part in Parse(piece).EnumerateObject())
            {
                switch (part.Name)
                {
                    case AnswerExtra.Answer:
                        answer.AddMembers(part.Value, static (value, member) => value.Replace(member.Value));
                        break;
                    case AnswerExtra.Choice:
                        choice.AddMembers(part.Value, static (value, member) => value.Extend(member.Value, levels: 1));
                        break;
                    case AnswerExtra.Message:
                        message.AddMembers(part.Value, static (value, member) => value.AddDelta(member.Value, member.Name));
                        break;
                }
            }
        }

        return Write(writer =>
        {
            writer.WriteStartObject();
            answer.WriteIfAny(AnswerExtra.Answer, writer);
            choice.WriteIfAny(AnswerExtra.Choice, writer);
            message.WriteIfAny(AnswerExtra.Message, writer);
            writer.WriteEndObject();
        });
    }

    /// <summary>A whole tool call's.</summary>
    public static string OfCall(IReadOnlyList<string> pieces)
    {
        if (pieces.Count == 1)
        {
            return pieces[0];
        }

        var call = new MergedValue();
        foreach (var piece in pieces)
        {
            call.AddDelta(Parse(piece), "");
        }

        return Write(call.WriteTo);
    }

    /// <summary>Of a whole answer's, the members of its message that say something: what a conversation keeps.</summary>
    public static string? OfMessage(string? extra)
    {
        if (extra is null || !Parse(extra).TryGetProperty(AnswerExtra.Message, out var message))
        {
            return null;
        }

        var members = message.EnumerateObject().Where(member => Says(member.Value) && !OwnMembers.Contains(member.Name)).ToList();
        return members.Count == 0 ? null : WriteObject(members.Select(member => KeyValuePair.Create(member.Name, member.Value)));
    }

    /// <summary>
    /// The answer's own texts, numbers and booleans, which every chunk has from the piece on that brings them: their values there, and of those that come
    /// later the first. <see langword="null"/> when there are none.
    /// </summary>
    /// <param name="pieces">All that are known.</param>
    /// <param name="passed">How many of them come before the chunk.</param>
    public static string? ScalarsOf(IReadOnlyList<string> pieces, int passed)
    {
        var scalars = new OrderedDictionary<string, JsonElement>();
        for (var i = 0; i < pieces.Count; i++)
        {
            // Most pieces have none, and are not parsed.
            if (pieces[i].Contains($"\"{AnswerExtra.Answer}\"", StringComparison.Ordinal) && Parse(pieces[i]).TryGetProperty(AnswerExtra.Answer, out var answer))
            {
                foreach (var member in answer.EnumerateObject().Where(member => IsScalar(member.Value)))
                {
                    if (i < passed || !scalars.ContainsKey(member.Name))
                    {
                        scalars[member.Name] = member.Value;
                    }
                }
            }
        }

        return scalars.Count == 0 ? null : WriteObject(scalars);
    }

    private static bool IsScalar(JsonElement value) =>
        value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False;

    private static bool Says(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => false,
        JsonValueKind.Array => value.GetArrayLength() > 0,
        _ => true,
    };

    private static JsonElement Parse(string piece) => JsonElement.Parse(piece, Reading);

    private static string WriteObject(IEnumerable<KeyValuePair<string, JsonElement>> members) => Write(writer =>
    {
        writer.WriteStartObject();
        foreach (var (name, value) in members)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
    });

    private static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
