using System.Globalization;
using Inference.Errors;
using Inference.Identity;
using Orleans.Concurrency;

namespace Inference.Uploads;

/// <summary>An upload between its two steps. Get it with <see cref="UploadGrainFactory.GetUpload"/>.</summary>
[Alias("Inference.Uploads.IUploadSessionGrain")]
public interface IUploadSessionGrain : IGrainWithStringKey
{
    /// <summary>Keeps some rows until all have been read. Safe to repeat.</summary>
    [ResponseTimeout("00:00:30")]
    Task StageAsync(UploadChunk chunk, CancellationToken cancellationToken = default);

    /// <summary>All rows are there: conflicts are counted, and without any the import begins. Safe to repeat. Returns at once.</summary>
    [ResponseTimeout("00:00:30")]
    Task<UploadSession> SealAsync(UploadReading reading, CancellationToken cancellationToken = default);

    /// <summary>Forgets what was staged: a file was bad, or the client has gone.</summary>
    Task AbandonAsync();

    /// <summary>Returns <see langword="null"/> when there is none, or none any more.</summary>
    [AlwaysInterleave]
    Task<UploadSession?> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>Like <see cref="GetAsync"/>, once the session is not processing any more or a few seconds have passed.</summary>
    [AlwaysInterleave]
    [ResponseTimeout("00:00:30")]
    Task<UploadSession?> WaitAsync(CancellationToken cancellationToken = default);

    /// <summary>Says what becomes of the conflicts and begins the import. Safe to repeat. Returns at once.</summary>
    /// <exception cref="InferenceException">
    /// <see cref="ErrorKind.ResourceNotFound"/>; <see cref="ErrorKind.ResourceConflict"/> when something else was said before, or rows are still being read.
    /// </exception>
    [ResponseTimeout("00:00:30")]
    Task<UploadSession> FinalizeAsync(ConflictResolution resolution, CancellationToken cancellationToken = default);
}

/// <summary>The only place that knows how an upload session's key is built.</summary>
public static class UploadGrainFactory
{
    public static IUploadSessionGrain GetUpload(this IGrainFactory grains, string environment, string token) =>
        grains.GetGrain<IUploadSessionGrain>(EnvironmentKey.Format(environment, token));
}

/// <summary>An upload session's token. It tells its age, so that one that expired is known from one that never was.</summary>
public static class UploadToken
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private const int TimeDigits = 12;

    public static string New(DateTimeOffset now) => Identifier.New(Identifier.Upload, now);

    /// <summary>The error for a session that does not exist.</summary>
    public static InferenceException NotFound(string token, DateTimeOffset now)
    {
        var message = MadeAt(token) is { } made && made + Lifetime <= now
            ? $"The upload session '{token}' has expired: upload sessions live {Lifetime.TotalHours} hours. Upload the files again."
            : $"There is no upload session '{token}'.";
        return new InferenceException(ErrorKind.ResourceNotFound, message, "upload_token");
    }

    /// <summary>When a token was made, or <see langword="null"/> when it is none.</summary>
    public static DateTimeOffset? MadeAt(string token)
    {
        var hex = token.AsSpan();
        return hex.StartsWith(Identifier.Upload, StringComparison.Ordinal)
            && Guid.TryParseExact(hex[Identifier.Upload.Length..], "n", out var id) && id.Version == 7
            && long.TryParse(
                hex.Slice(Identifier.Upload.Length, TimeDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
    }
}
