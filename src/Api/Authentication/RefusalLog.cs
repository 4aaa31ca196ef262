using System.Collections.Frozen;
using Inference.Errors;
using Inference.Hosting;

namespace Inference.Authentication;

/// <summary>
/// Logs requests that authentication or authorization refused, sampled so that a flood of them does not fill the disk: of each reason a few in ten seconds,
/// then the number of the others.
/// </summary>
internal sealed partial class RefusalLog : IDisposable
{
    private const int MaxMethodLength = 20;
    private const int MaxPathLength = 200;

    private readonly FrozenDictionary<ErrorKind, LogSample> _samples;
    private readonly ILogger<RefusalLog> _logger;

    public RefusalLog(TimeProvider clock, ILogger<RefusalLog> logger)
    {
        _logger = logger;
        _samples = Enum.GetValues<ErrorKind>()
            .Where(kind => ErrorStatus.Of(kind).Status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden)
            .ToFrozenDictionary(kind => kind, kind => new LogSample(clock, count => LogSuppressed(count, ErrorStatus.Of(kind).Code)));
    }

    /// <summary>Does nothing for failures of other kinds.</summary>
    public void Write(HttpContext context, ErrorKind reason)
    {
        if (!_samples.TryGetValue(reason, out var sample) || !sample.TryTake())
        {
            return;
        }

        var status = ErrorStatus.Of(reason);
        LogRefused(
            LogText.Clean(context.Request.Method, MaxMethodLength),
            LogText.Clean(context.Request.Path.Value ?? "", MaxPathLength),
            context.Connection.RemoteIpAddress?.ToString() ?? "no address",
            // The id is no secret. Of a wrong key it is what the client claims.
            RequestCaller.Of(context).Key.KeyId ?? "no key",
            status.Status,
            status.Code);
    }

    public void Dispose()
    {
        foreach (var sample in _samples.Values)
        {
            sample.Dispose();
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Method} {Path} from {Address} with {KeyId} was refused: {Status} {Reason}")]
    private partial void LogRefused(string method, string path, string address, string keyId, int status, string reason);

    [LoggerMessage(LogLevel.Warning, "{Count} more requests were refused in the last ten seconds: {Reason}")]
    private partial void LogSuppressed(long count, string reason);
}
