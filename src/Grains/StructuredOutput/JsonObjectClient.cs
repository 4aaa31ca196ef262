using System.Collections.Concurrent;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Inference.Errors;
using Inference.Language;
using Inference.Messages;
using Inference.Models;

namespace Inference.StructuredOutput;

/// <summary>Asks a model for one JSON object, and finds it in the text around it.</summary>
internal sealed class JsonObjectClient(IModelClient client)
{
    private const string ResponseFormat = """{"type":"json_object"}""";

    // Letters stay as they are, but what could be read as a chat template's own marks, such as <|im_start|>, does not.
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    // Room for a model that thinks aloud; a small object itself takes some thirty.
    private static readonly Sampling Small = new() { MaxTokens = 1_000 };

    // Models that are asked without what some servers do not take: some know no response format, some models no temperature.
    private readonly ConcurrentDictionary<string, bool> _plain = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Asks for a small object, as guard and router do.</summary>
    /// <returns>The last object with that property, or <see langword="null"/> when the model gave none.</returns>
    /// <exception cref="InferenceException">The model failed; never as an error of the caller's, who did not write this request.</exception>
    public async Task<(JsonElement? Object, ModelAnswer Answer)> RequestAsync(
        JsonObjectRequest question, CancellationToken cancellationToken)
    {
        var request = new ModelRequest
        {
            Model = question.Model,
            Messages = [new Message { Role = Role.System, Content = question.Instructions }, new Message { Role = Role.User, Content = question.Text }],
            Sampling = Small,
            Queue = question.Queue,
        };
        try
        {
            return await RequestAsync(request, question.Property, cancellationToken);
        }
        catch (InferenceException exception) when (exception.Kind.IsRefusedRequest() || exception.Kind == ErrorKind.ModelNotFound)
        {
            throw new InferenceException(ErrorKind.ModelError, exception.Message);
        }
    }

    /// <summary>Asks for an object with that property; what the request leaves open of its sampling is set so that the answer is JSON.</summary>
    public async Task<(JsonElement? Object, ModelAnswer Answer)> RequestAsync(
        ModelRequest request, string property, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(request, cancellationToken);
        return (Find(answer.Content, property), answer);
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

        AppendLine(text, buffer);
    }

    /// <inheritdoc cref="AppendLine(StringBuilder, ReadOnlySpan{ValueTuple{string, string}})"/>
    public static void AppendLine(StringBuilder text, JsonObject line)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            line.WriteTo(writer);
        }

        AppendLine(text, buffer);
    }

    public static string? Text(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : null;

    /// <summary>As <see cref="Text"/>, with U+FFFD where the text has halves of surrogate pairs: for reasons and names, which no second question is worth.</summary>
    public static string? ReadableText(JsonElement element, string property)
    {
        if (!element.TryGetProperty(property, out var value) || value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        using var readable = LenientJson.TryParse(value.GetRawText());
        return readable?.RootElement.GetString()!.Trim();
    }

    private static void AppendLine(StringBuilder text, MemoryStream line) =>
        text.Append(Encoding.UTF8.GetString(line.GetBuffer().AsSpan(0, (int)line.Length))).Append('\n');

    private async Task<ModelAnswer> SendAsync(ModelRequest request, CancellationToken cancellationToken)
    {
        if (!_plain.ContainsKey(request.Model))
        {
            try
            {
                return await client.SendAsync(request with { Sampling = Strict(request.Sampling), TakesLocalWords = true }, cancellationToken);
            }
            catch (InferenceException exception) when (exception.Kind == ErrorKind.InvalidParamValue)
            {
                var answer = await client.SendAsync(request, cancellationToken);
                _plain.TryAdd(request.Model, true);
                return answer;
            }
        }

        return await client.SendAsync(request, cancellationToken);
    }

    private static Sampling Strict(Sampling sampling) =>
        sampling with { Temperature = sampling.Temperature ?? 0, ResponseFormat = ResponseFormat };

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
