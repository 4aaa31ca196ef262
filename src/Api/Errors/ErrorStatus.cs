namespace Inference.Errors;

/// <summary>Status, type and code of each kind of failure.</summary>
internal readonly record struct ErrorStatus(int Status, string Type, string Code)
{
    public const string InvalidRequest = "invalid_request_error";
    public const string Authentication = "authentication_error";
    public const string Permission = "permission_error";
    public const string NotFound = "not_found_error";
    public const string Conflict = "conflict_error";
    public const string RateLimit = "rate_limit_error";
    public const string Api = "api_error";

    // No arm for the rest, on purpose: a new kind without a status does not compile (CS8509).
    public static ErrorStatus Of(ErrorKind kind) => kind switch
    {
        ErrorKind.MissingParam => new(StatusCodes.Status400BadRequest, InvalidRequest, "missing_param"),
        ErrorKind.InvalidParamValue => new(StatusCodes.Status400BadRequest, InvalidRequest, "invalid_param_value"),
        ErrorKind.InvalidJson => new(StatusCodes.Status400BadRequest, InvalidRequest, "invalid_json"),
        ErrorKind.ModelNotFound => new(StatusCodes.Status404NotFound, InvalidRequest, "model_not_found"),
        ErrorKind.UnsupportedMediaType => new(StatusCodes.Status415UnsupportedMediaType, InvalidRequest, "unsupported_media_type"),
        ErrorKind.BodyTooLarge => new(StatusCodes.Status413PayloadTooLarge, InvalidRequest, "body_too_large"),
        ErrorKind.InvalidApiKey => new(StatusCodes.Status401Unauthorized, Authentication, "invalid_api_key"),
        ErrorKind.ExpiredApiKey => new(StatusCodes.Status401Unauthorized, Authentication, "expired_api_key"),
        ErrorKind.InactiveApiKey => new(StatusCodes.Status401Unauthorized, Authentication, "inactive_api_key"),
        ErrorKind.InsufficientScope => new(StatusCodes.Status403Forbidden, Permission, "insufficient_scope"),
        ErrorKind.IpNotAllowed => new(StatusCodes.Status403Forbidden, Permission, "ip_not_allowed"),
        ErrorKind.ResourceNotFound => new(StatusCodes.Status404NotFound, NotFound, "resource_not_found"),
        ErrorKind.ResourceConflict => new(StatusCodes.Status409Conflict, Conflict, "resource_conflict"),
        ErrorKind.IdempotencyConflict => new(StatusCodes.Status409Conflict, Conflict, "idempotency_conflict"),
        ErrorKind.RateLimitExceeded => new(StatusCodes.Status429TooManyRequests, RateLimit, "rate_limit_exceeded"),
        ErrorKind.ModelError => new(StatusCodes.Status502BadGateway, Api, "model_error"),
        ErrorKind.ModelTimeout => new(StatusCodes.Status504GatewayTimeout, Api, "model_timeout"),
        ErrorKind.Overloaded => new(StatusCodes.Status503ServiceUnavailable, Api, "overloaded"),
        ErrorKind.InternalError => new(StatusCodes.Status500InternalServerError, Api, "internal_error"),
        ErrorKind.MethodNotAllowed => new(StatusCodes.Status405MethodNotAllowed, InvalidRequest, "method_not_allowed"),
        ErrorKind.RequestTimeout => new(StatusCodes.Status408RequestTimeout, InvalidRequest, "request_timeout"),
        ErrorKind.StorageQuotaExceeded => new(StatusCodes.Status507InsufficientStorage, InvalidRequest, "storage_quota_exceeded"),
        ErrorKind.StorageFull => new(StatusCodes.Status507InsufficientStorage, Api, "storage_full"),
        ErrorKind.ContextLengthExceeded => new(StatusCodes.Status400BadRequest, InvalidRequest, "context_length_exceeded"),
        ErrorKind.ContentFilter => new(StatusCodes.Status400BadRequest, InvalidRequest, "content_filter"),
        ErrorKind.StorageUnavailable => new(StatusCodes.Status503ServiceUnavailable, Api, "storage_unavailable"),
    };
}
