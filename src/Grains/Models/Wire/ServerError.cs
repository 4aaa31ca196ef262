using System.Globalization;
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
            return Find(document.RootElement) ?? new ServerError();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A proxy's page of HTML, or bytes that are no text, hold nothing that a caller could use.
            return new ServerError();
        }
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
