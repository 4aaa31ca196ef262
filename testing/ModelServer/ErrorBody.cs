using System.Text.Json.Nodes;

namespace Inference.ModelServers;

/// <summary>An error's JSON, in each flavour.</summary>
internal static class ErrorBody
{
    public static JsonObject Of(Flavour flavour, int status, string message) => flavour switch
    {
        Flavour.OpenAI => Wrapped(message, OpenAIType(status), OpenAICode(status)),
        Flavour.LlamaCpp => Wrapped(message, status == 503 ? "unavailable_error" : OpenAIType(status), status),
        Flavour.OldVllm => Fields(message, VllmType(status), status, "error"),
        Flavour.Vllm => Wrapped(message, VllmType(status), status),
        _ => throw new ArgumentOutOfRangeException(nameof(flavour)),
    };

    private static JsonObject Wrapped(string message, string type, JsonNode code) => new() { ["error"] = Fields(message, type, code, null) };

    private static JsonObject Fields(string message, string type, JsonNode code, string? kind)
    {
        var fields = new JsonObject { ["message"] = message, ["type"] = type, ["param"] = null, ["code"] = code };
        if (kind is not null)
        {
            fields["object"] = kind;
        }

        return fields;
    }

    private static string VllmType(int status) => status switch
    {
        400 => "BadRequestError",
        401 => "AuthenticationError",
        404 => "NotFoundError",
        429 => "RateLimitError",
        503 => "ServiceUnavailableError",
        _ => "InternalServerError",
    };

    private static string OpenAIType(int status) => status switch
    {
        429 => "rate_limit_error",
        >= 400 and < 500 => "invalid_request_error",
        _ => "server_error",
    };

    private static string OpenAICode(int status) => status switch
    {
        401 => "invalid_api_key",
        404 => "model_not_found",
        429 => "rate_limit_exceeded",
        >= 400 and < 500 => "invalid_value",
        _ => "server_error",
    };
}
