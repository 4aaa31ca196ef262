using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using System.Text.Json;
using Inference.Errors;
using Inference.Models.Catalog;
using Inference.Models.Servers;
using Polly.CircuitBreaker;

namespace Inference.Models;

/// <summary>Tells what an exception from a model's client means. No message names the endpoint or the key.</summary>
internal static class ModelFailure
{
    /// <summary>The cause of those that are not asked.</summary>
    public const string CircuitOpen = "its circuit breaker is open";

    public static ModelServerException TimedOut(ModelEntry model, Exception exception) =>
        new(ErrorKind.ModelTimeout, $"The model '{model.Name}' did not answer in time.", Fault(model, exception)) { IsTransient = true, IsOutage = true, Cause = null };

    public static ModelServerException Stalled(ModelEntry model, Exception exception) =>
        new(ErrorKind.ModelTimeout, $"The model '{model.Name}' stopped in the middle of its answer.", Fault(model, exception)) { IsOutage = true, Cause = null };

    public static ModelServerException Broke(ModelEntry model, Exception? exception = null) =>
        new(ErrorKind.ModelError, $"The model '{model.Name}' broke off its answer.", exception is null ? null : Fault(model, exception)) { IsTransient = true, IsOutage = true };

    public static ModelServerException Reported(ModelEntry model, ReadOnlyMemory<byte> error) =>
        new(ErrorKind.ModelError, $"The model '{model.Name}' failed{Quote(model, error)}") { IsTransient = true, IsOutage = true };

    /// <summary>Not an outage, nor to be repeated: a long answer may be what the request asks for, and would come again.</summary>
    public static ModelServerException TooLarge(ModelEntry model) =>
        new(ErrorKind.ModelError, $"The model '{model.Name}' sent an answer of more than {model.Options.MaxAnswerBytes} bytes.");

    /// <summary><see langword="null"/> for what is not the server's: a bug of ours, or a cancelled call.</summary>
    public static ModelServerException? From(ModelEntry model, Exception exception) => exception switch
    {
        ModelServerException known => known,
        _ when AnswerTooLargeException.IsIn(exception) => TooLarge(model),
        ClientResultException { Status: > 0 } refused => Refused(model, refused),
        ClientResultException or HttpRequestException => new(
            ErrorKind.ModelError, $"The model '{model.Name}' could not be reached.", Fault(model, exception))
        { IsTransient = true, IsOutage = true },
        BrokenCircuitException open => new(
            ErrorKind.ModelError, $"The model '{model.Name}' is failing and is not asked for a moment.", Fault(model, exception))
        { RetryAfter = open.RetryAfter, Cause = CircuitOpen },
        IOException => Broke(model, exception),

        // What the client's readers throw at JSON of the wrong shape.
        JsonException or FormatException or ArgumentException or InvalidOperationException or KeyNotFoundException => new(
            ErrorKind.ModelError, $"The model '{model.Name}' sent an answer that could not be read.", Fault(model, exception))
        { IsOutage = true },
        _ => null,
    };

    private static ModelServerException Refused(ModelEntry model, ClientResultException exception)
    {
        var response = exception.GetRawResponse();
        var quote = response is null ? "." : Quote(model, response.Content.ToMemory());
        return exception.Status switch
        {
            400 or 413 or 422 => new(ErrorKind.InvalidParamValue, $"The model '{model.Name}' refused the request{quote}"),
            401 or 403 => new(ErrorKind.ModelError, $"The server of the model '{model.Name}' refused the configured key."),
            408 or 429 or >= 500 => new(ErrorKind.ModelError, $"The model '{model.Name}' failed with status {exception.Status}{quote}")
            {
                IsTransient = true,
                IsOutage = exception.Status != 429,
                RetryAfter = RetryAfter(response),
            },
            _ => new(ErrorKind.ModelError, $"The model '{model.Name}' failed with status {exception.Status}{quote}"),
        };
    }

    private static TimeSpan? RetryAfter(PipelineResponse? response) =>
        response is not null
        && response.Headers.TryGetValue("Retry-After", out var value)
        && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static string Quote(ModelEntry model, ReadOnlyMemory<byte> body)
    {
        var message = FindMessage(body) is { } found ? ServerText.Clean(found, model.Options.FindApiKey()) : "";
        return message.Length == 0 ? "." : ": " + message;
    }

    private static ServerFault Fault(ModelEntry model, Exception exception) => new(exception, model.Options.FindApiKey());

    /// <summary>Of <c>{"error":{"message":…}}</c> (OpenAI, llama.cpp), <c>{"error":…}</c> (Ollama), <c>{"message":…}</c> (vLLM), <c>{"detail":…}</c>.</summary>
    private static string? FindMessage(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return FindMessage(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A proxy's page of HTML, or a text with half a surrogate pair, says nothing that a caller could use.
            return null;
        }
    }

    private static string? FindMessage(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            return element.GetString();
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var name in (ReadOnlySpan<string>)["error", "message", "detail"])
        {
            if (element.TryGetProperty(name, out var value) && FindMessage(value) is { } message)
            {
                return message;
            }
        }

        return null;
    }
}

/// <summary>What went wrong at a model's server, in words that are safe to show, and what may be done about it.</summary>
internal sealed class ModelServerException(ErrorKind kind, string message, Exception? inner = null) : Exception(message, inner)
{
    // A day: what a server says beyond that is no time to wait.
    private const int LongestRetryAfter = 86_400;

    public ErrorKind Kind { get; } = kind;

    /// <summary>Whether the same request may succeed when it is repeated.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Whether the server is at fault, so that others had better leave it alone.</summary>
    public bool IsOutage { get; init; }

    /// <summary>The server's Retry-After.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Logged beside the message.</summary>
    public string? Cause { get; init; } = (inner as ServerFault)?.Cause;

    /// <summary>A request that is wrong is wrong for every model.</summary>
    public bool AllowsFallback => Kind != ErrorKind.InvalidParamValue;

    public InferenceException ToInferenceException() =>
        new(Kind, Message, param: null, RetryAfter is { } wait ? (int)Math.Ceiling(Math.Clamp(wait.TotalSeconds, 1, LongestRetryAfter)) : null) { Cause = Cause };
}
