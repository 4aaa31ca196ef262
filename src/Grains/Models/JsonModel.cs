using System.Collections.Concurrent;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Inference.Completions;
using Inference.Errors;

namespace Inference.Models;

/// <summary>Asks a model for one small JSON object, as guard and router do, and finds it in whatever the model says around it.</summary>
internal sealed class JsonModel(IModelClient client)
{
    // Room for a model that thinks aloud; the object itself takes some thirty.
    private const int MaxTokens = 1_000;

    // Letters stay as they are, but what could be read as a chat template's own marks, such as <|im_start|>, does not.
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private static readonly Sampling Strict = new() { Temperature = 0, MaxTokens = MaxTokens, ResponseFormat = """{"type":"json_object"}""" };

    // What every server takes: some know no response format, some models no temperature.
    private static readonly Sampling Plain = new() { MaxTokens = MaxTokens };

    private readonly ConcurrentDictionary<string, bool> _plain = new(StringComparer.OrdinalIgnoreCase);

    /// <returns>The last object with that property, or <see langword="null"/> when the model gave none.</returns>
    /// <exception cref="InferenceException">The model failed; never as an error of the caller's, who did not write this request.</exception>
    public async Task<(JsonElement? Object, ModelAnswer Answer)> AskAsync(
        string model, string instructions, string text, string property, CancellationToken cancellationToken)
    {
        var request = new ModelRequest
        {
            Model = model,
            Messages = [new Message { Role = Role.System, Content = instructions }, new Message { Role = Role.User, Content = text }],
        };
        try
        {
            var answer = await AnswerAsync(request, cancellationToken);
            return (Find(answer.Content, property), answer);
        }
        catch (InferenceException exception) when (exception.Kind is ErrorKind.InvalidParamValue or ErrorKind.UnknownModel)
        {
            throw new InferenceException(ErrorKind.ModelError, exception.Message);
        }
    }

    /// <summary>One line of JSON: no text in it can end the line and speak for itself.</summary>
    public static void AppendLine(StringBuilder text, params ReadOnlySpan<(string Name, string? Value)> fields)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in fields)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
        }

        text.Append(Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length))).Append('\n');
    }

    public static string? Text(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : null;

    private async Task<ModelAnswer> AnswerAsync(ModelRequest request, CancellationToken cancellationToken)
    {
        if (!_plain.ContainsKey(request.Model))
        {
            try
            {
                return await client.AnswerAsync(request with { Sampling = Strict }, cancellationToken);
            }
            catch (InferenceException exception) when (exception.Kind == ErrorKind.InvalidParamValue)
            {
                var answer = await client.AnswerAsync(request with { Sampling = Plain }, cancellationToken);
                _plain.TryAdd(request.Model, true);
                return answer;
            }
        }

        return await client.AnswerAsync(request with { Sampling = Plain }, cancellationToken);
    }

    /// <summary>Models put text, code fences or thoughts around the object, and objects into their thoughts: the last one counts.</summary>
    private static JsonElement? Find(string? content, string property)
    {
        JsonElement? found = null;
        var bytes = Encoding.UTF8.GetBytes(content ?? "");
        for (var at = bytes.AsSpan().IndexOf((byte)'{'); at >= 0 && at < bytes.Length;)
        {
            var (element, length) = Parse(bytes.AsSpan(at));
            if (element is { } value && value.TryGetProperty(property, out _))
            {
                found = element;
            }

            at += length;
            var next = bytes.AsSpan(at).IndexOf((byte)'{');
            at = next < 0 ? -1 : at + next;
        }

        return found;
    }

    private static (JsonElement? Element, int Length) Parse(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text);
        try
        {
            return (JsonElement.ParseValue(ref reader), (int)reader.BytesConsumed);
        }
        catch (JsonException)
        {
            // A brace that begins no object: the search goes on behind it.
            return (null, 1);
        }
    }
}
