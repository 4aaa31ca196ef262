using System.Globalization;
using System.Text.RegularExpressions;
using Inference.Errors;
using Inference.Models.Catalog;
using Inference.Models.Servers;
using Inference.Models.Wire;
using Polly.CircuitBreaker;

namespace Inference.Models;

/// <summary>
/// Tells what a failure at a model's server means. No message names the endpoint or the key. Outages, which count for the circuit breaker, are servers that do
/// not answer, fail with 5xx or break off; an answer that cannot be read and a refusal are none.
/// </summary>
internal static partial class ModelFailure
{
    /// <summary>The cause of those that are not asked.</summary>
    public const string CircuitOpen = "its circuit breaker is open";

    private const int QuotedLength = 200;

    public static ModelServerException TimedOut(ModelEntry model, Exception exception) =>
        new(ErrorKind.ModelTimeout, $"The model '{model.Name}' did not answer in time.", Fault(model, exception)) { IsTransient = true, IsOutage = true, Cause = null };

    public static ModelServerException Stalled(ModelEntry model, Exception exception) =>
        new(ErrorKind.ModelTimeout, $"The model '{model.Name}' stopped in the middle of its answer.", Fault(model, exception)) { IsOutage = true, Cause = null };

    public static ModelServerException Broke(ModelEntry model, string? quoted = null) =>
        new(ErrorKind.ModelError, $"The model '{model.Name}' broke off its answer.")
        {
            IsTransient = true,
            IsOutage = true,
            Cause = quoted is null ? null : Clean(model, quoted, QuotedLength),
        };

    /// <summary>Not an outage, nor to be repeated: a long answer may be what the request asks for, and would come again.</summary>
    public static ModelServerException TooLarge(ModelEntry model) =>
        new(ErrorKind.ModelError, $"The model '{model.Name}' sent an answer of more than {model.Options.MaxAnswerBytes} bytes.") { ShouldRetry = false };

    /// <param name="model">The model.</param>
    /// <param name="sent">What it sent, as in "sent a text that is no answer".</param>
    /// <param name="quoted">Its bytes, for the log.</param>
    /// <param name="exception">What the reader made of it.</param>
    public static ModelServerException Unreadable(ModelEntry model, string sent, string quoted, Exception? exception = null) =>
        new(ErrorKind.ModelError, $"The model '{model.Name}' sent {sent}.", exception is null ? null : Fault(model, exception))
        {
            Cause = Clean(model, quoted, QuotedLength),
            ShouldRetry = false,
        };

    /// <summary>An error in the place of an answer, or of the rest of one: then the server broke it off, for any reason.</summary>
    public static ModelServerException Reported(ModelEntry model, ServerError error, bool hasBegun) => error.Status != 0
        ? Refused(model, error.Status, error, default, $"failed{Quote(model, error)}")
        : new(ErrorKind.ModelError, $"The model '{model.Name}' failed{Quote(model, error)}") { IsTransient = true, IsOutage = hasBegun };

    /// <summary>A response with a status of 300 and more.</summary>
    public static ModelServerException Refused(ModelEntry model, int status, ReadOnlySpan<byte> body, RetryHints hints)
    {
        var error = ServerError.Parse(body);
        return Refused(model, status, error, hints, $"failed with status {status.ToString(CultureInfo.InvariantCulture)}{Quote(model, error)}");
    }

    /// <summary><see langword="null"/> for what is not the server's: a bug of ours, or a cancelled call.</summary>
    public static ModelServerException? From(ModelEntry model, Exception exception) => exception switch
    {
        ModelServerException known => known,
        AnswerTooLargeException => TooLarge(model),
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded } => Unreadable(
            model, "a response that is not valid HTTP", exception.Message, exception),
        HttpRequestException => new(ErrorKind.ModelError, $"The model '{model.Name}' could not be reached.", Fault(model, exception)) { IsTransient = true, IsOutage = true },
        BrokenCircuitException open => new(ErrorKind.Overloaded, $"The model '{model.Name}' is failing and is not asked for a moment.", Fault(model, exception))
        {
            RetryAfter = open.RetryAfter,
            Cause = CircuitOpen,
        },
        HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse } or InvalidDataException => Unreadable(
            model, "an answer that could not be read", exception.Message, exception),
        IOException => new(ErrorKind.ModelError, $"The model '{model.Name}' broke off its answer.", Fault(model, exception)) { IsTransient = true, IsOutage = true },
        _ => null,
    };

    private static ModelServerException Refused(ModelEntry model, int status, ServerError error, RetryHints hints, string failure)
    {
        return status switch
        {
            400 or 413 or 422 => Failure(error.Refusal, $"The model '{model.Name}' refused the request{Quote(model, error)}", param: Param(error)),
            401 or 403 => Failure(ErrorKind.ModelError, KeyRefused(model), shouldRetry: false),
            429 when !error.IsQuota => Failure(ErrorKind.Overloaded, Failed(), isTransient: true, shouldRetry: true),
            408 or >= 500 => Failure(ErrorKind.ModelError, Failed(), isTransient: true, isOutage: status >= 500),
            _ => Failure(ErrorKind.ModelError, Failed(), shouldRetry: false),
        };

        string Failed() => $"The model '{model.Name}' {failure}";

        // The server's own word on a repetition counts.
        ModelServerException Failure(
            ErrorKind kind, string message, bool isTransient = false, bool isOutage = false, bool? shouldRetry = null, string? param = null) => new(kind, message)
            {
                Param = param,
                IsOutage = isOutage,
                IsTransient = hints.ShouldRetry ?? isTransient,
                ShouldRetry = hints.ShouldRetry ?? shouldRetry,
                RetryAfter = hints.After,
            };
    }

    private static string KeyRefused(ModelEntry model)
    {
        var setting = $"{ModelsOptions.Section}:{nameof(ModelsOptions.Catalog)}:{model.Name}:{(model.Options.ApiKeyVariable is null ? nameof(ModelOptions.ApiKey) : nameof(ModelOptions.ApiKeyVariable))}";
        var refused = string.IsNullOrEmpty(model.Options.FindApiKey()) ? $"requires a key; set {setting}" : $"refused the configured key; check {setting}";
        return $"The server of the model '{model.Name}' {refused}.";
    }

    private static string Quote(ModelEntry model, ServerError error)
    {
        var message = error.Message is { } found ? Clean(model, found, ServerText.MaxLength) : "";
        return message.Length == 0 ? "." : ": " + message;
    }

    /// <summary>Only what is a field's path: it is shown to the caller.</summary>
    private static string? Param(ServerError error) => error.Param is { } param && FieldPath().IsMatch(param) ? param : null;

    private static string Clean(ModelEntry model, string text, int length) => ServerText.Clean(text, model.Options.FindApiKey(), length);

    private static ServerFault Fault(ModelEntry model, Exception exception) => new(exception, model.Options.FindApiKey());

    [GeneratedRegex(@"\A[\w.\[\]-]{1,200}\z", RegexOptions.CultureInvariant)]
    private static partial Regex FieldPath();
}
