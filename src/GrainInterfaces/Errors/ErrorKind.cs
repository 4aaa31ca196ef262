using System.Text.Json.Serialization;

namespace Inference.Errors;

/// <summary>The failures that a response names, each with one code of the error envelope.</summary>
public enum ErrorKind
{
    MissingParam = 0,
    InvalidParamValue = 1,
    InvalidJson = 2,

    /// <summary>The code is OpenAI's. Logs of earlier versions have the first one.</summary>
    [JsonStringEnumMemberName("unknown_model")]
    ModelNotFound = 3,

    UnsupportedMediaType = 4,
    BodyTooLarge = 5,
    InvalidApiKey = 6,
    ExpiredApiKey = 7,
    InactiveApiKey = 8,
    InsufficientScope = 9,
    IpNotAllowed = 10,
    ResourceNotFound = 11,
    ResourceConflict = 12,
    IdempotencyConflict = 13,
    RateLimitExceeded = 14,
    ModelError = 15,
    ModelTimeout = 16,
    Overloaded = 17,
    InternalError = 18,
    MethodNotAllowed = 19,
    RequestTimeout = 20,
    StorageQuotaExceeded = 21,
    StorageFull = 22,
    StorageUnavailable = 23,

    /// <summary>The prompt is longer than the model's context: agents shorten it and ask again.</summary>
    ContextLengthExceeded = 24,

    /// <summary>The model's server refused the request for what it says.</summary>
    ContentFilter = 25,
}

/// <summary>What several kinds have in common.</summary>
public static class ErrorKinds
{
    /// <summary>Whether the request itself is wrong, for any model that it is sent to.</summary>
    public static bool IsRefusedRequest(this ErrorKind kind) => kind is ErrorKind.InvalidParamValue or ErrorKind.ContextLengthExceeded or ErrorKind.ContentFilter;
}
