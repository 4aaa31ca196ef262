using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using Inference.ApiKeys;
using Inference.Errors;
using Inference.Telemetry;

namespace Inference.Authentication;

/// <summary>Counts refused requests by reason.</summary>
internal sealed class RefusalMetrics
{
    // What is wrong with a request itself is no refusal; http_server_request_duration_seconds counts it by status.
    private static readonly FrozenSet<ErrorKind> Refusals = new[]
    {
        ErrorKind.InvalidApiKey, ErrorKind.ExpiredApiKey, ErrorKind.InactiveApiKey, ErrorKind.IpNotAllowed, ErrorKind.InsufficientScope,
        ErrorKind.RateLimitExceeded, ErrorKind.Overloaded, ErrorKind.StorageQuotaExceeded,
    }.ToFrozenSet();

    private readonly Counter<long> _refused;

    public RefusalMetrics(IMeterFactory meters) => _refused = meters.CreateInference().CreateCounter<long>(
        "inference.requests.refused",
        "{request}",
        "Requests that were refused, by reason: the error's code, or for rate_limit_exceeded the limit that was met.");

    /// <summary>Does nothing for failures of other kinds.</summary>
    /// <param name="kind">The error's kind.</param>
    /// <param name="limit">The limit that was met, where the key's silo reports it.</param>
    public void Refused(ErrorKind kind, LimitKind? limit)
    {
        if (Refusals.Contains(kind))
        {
            _refused.Add(1, new KeyValuePair<string, object?>("reason", limit is { } met ? NameOf(met) : ErrorStatus.Of(kind).Code));
        }
    }

    private static string NameOf(LimitKind limit) => limit switch
    {
        LimitKind.RequestsPerMinute => "requests_per_minute",
        LimitKind.RequestsPerDay => "requests_per_day",
        LimitKind.TokensPerMinute => "tokens_per_minute",
    };
}
