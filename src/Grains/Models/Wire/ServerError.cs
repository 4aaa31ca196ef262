using System.Globalization;
using System.Text;
using System.Text.Json;
using Inference.Errors;
using Inference.Language;

namespace Inference.Models.Wire;

/// <summary>An error as a server reports it, in the body of a status or in the place of an answer.</summary>
internal sealed record ServerError
{
    // What servers without a code for it write: vLLM, llama.cpp, SGLang, TGI, Anthropic.
    private static readonly string[] LongPrompts =
        ["maximum context length", "context length exceeded", "context_length_exceeded", "exceeds the context", "context window", "available context size", "prompt is too long"];

    private static readonly string[] TooLong = ["context_length_exceeded", "exceed_context_size_error", "model_context_window_exceeded"];
    private static readonly string[] Filtered = ["content_filter", "content_policy_violation", "responsible_ai_policy_violation"];
    private static readonly string[] Wrong = ["invalid_request_error", "invalid_request", "bad_request", "badrequesterror", "invalid_argument"];
    private static readonly string[] Limited = ["rate_limit_exceeded", "rate_limit_error", "resource_exhausted", "too_many_requests"];

    public string? Message { get; private init; }

    /// <summary>The request's field at fault.</summary>
    public string? Param { get; private init; }

    private string? Code { get; init; }

    private string? Type { get; init; }

    /// <summary>Whether it stands for no error: servers that build their JSON from structs send empty ones beside good answers.</summary>
    public bool IsNone => string.IsNullOrEmpty(Message) ? Status == 0 : Code is "0" or "200" && Status == 0;

    /// <summary>Whether it says by more than a message that it is an error.</summary>
    public bool IsExplicit { get; private init; }

    /// <summary>Whether the account at the server is used up: to wait does not help.</summary>
    public bool IsQuota => Code == "insufficient_quota" || Type == "insufficient_quota";

    /// <summary>The status that an error in the place of an answer stands for; 0 where it does not say.</summary>
    public int Status =>
        int.TryParse(Code, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 400 and < 600 ? status
        : IsOne(Limited) ? 429
        : IsOne(Wrong) || IsOne(TooLong) || IsOne(Filtered) ? 400
        : 0;

    /// <summary>What a refusal of the request means, beyond that it was refused.</summary>
    public ErrorKind Refusal =>
        IsOne(TooLong) || Array.Exists(LongPrompts, words => Message?.Contains(words, StringComparison.OrdinalIgnoreCase) is true) ? ErrorKind.ContextLengthExceeded
        : IsOne(Filtered) ? ErrorKind.ContentFilter
        : ErrorKind.InvalidParamValue;

    /// <summary>An error in plain words.</summary>
    public static ServerError Of(string message) => new() { Message = message };

    /// <summary>
    /// Of <c>{"error":{"message":…}}</c> (OpenAI, llama.cpp), <c>{"error":…}</c> (Ollama), <c>{"message":…}</c> (vLLM), <c>{"detail":…}</c>, of an array of them,
    /// or the inside of the first: all members <see langword="null"/> where there is none.
    /// </summary>
    public static ServerError Parse(ReadOnlySpan<byte> body)
    {
        var json = body.ToArray();
        JsonEscapes.ReplaceUnstorable(json);
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var error = Find(root) ?? FindCode(root);
            return error with { IsExplicit = error.Code is not null || root.ValueKind == JsonValueKind.Object && IsExplicitly(root, error) };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A proxy's page of HTML, or bytes that are no text, hold nothing that a caller could use; the beginning of JSON that was cut off may.
            return ParseBeginning(json);
        }
    }

    private static bool IsExplicitly(JsonElement root, ServerError error) =>
        root.TryGetProperty("detail", out _)
        || (root.TryGetProperty("object", out var kind) && kind.ValueKind == JsonValueKind.String && kind.ValueEquals("error"))
        || error.Type?.Contains("error", StringComparison.OrdinalIgnoreCase) is true;

    private static ServerError FindCode(JsonElement root) => root.ValueKind == JsonValueKind.Object
        ? new ServerError { Code = Text(root, "code"), Type = Text(root, "type") }
        : new ServerError();

    private static ServerError ParseBeginning(ReadOnlySpan<byte> json)
    {
        var error = new ServerError();
        var reader = new Utf8JsonReader(json, isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName)
                {
                    continue;
                }

                var name = reader.GetString();
                if (!reader.Read() || reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
                {
                    continue;
                }

                var text = Encoding.UTF8.GetString(reader.ValueSpan);
                error = name switch
                {
                    "message" => error with { Message = error.Message ?? text },
                    "code" => error with { Code = error.Code ?? text },
                    "type" => error with { Type = error.Type ?? text },
                    "param" => error with { Param = error.Param ?? text },
                    _ => error,
                };
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // What was found so far.
        }

        return error;
    }

    private static ServerError? Find(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return new ServerError { Message = element.GetString() };
            case JsonValueKind.Array:
                return element.EnumerateArray().Select(Find).FirstOrDefault(error => error is not null);
            case JsonValueKind.Object:
                break;
            default:
                return null;
        }

        foreach (var name in (ReadOnlySpan<string>)["error", "message", "detail", "errors", "msg"])
        {
            if (element.TryGetProperty(name, out var value) && Find(value) is { Message.Length: > 0 } error)
            {
                return error with
                {
                    Code = error.Code ?? Text(element, "code") ?? Text(element, "status"),
                    Type = error.Type ?? Text(element, "type") ?? Text(element, "status"),
                    Param = error.Param ?? Text(element, "param"),
                };
            }
        }

        return null;
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? value.ToString() : null;

    private bool IsOne(string[] names) =>
        names.Contains(Code, StringComparer.OrdinalIgnoreCase) || names.Contains(Type, StringComparer.OrdinalIgnoreCase);
}
