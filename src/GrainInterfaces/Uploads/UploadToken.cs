using System.Globalization;
using Inference.Errors;
using Inference.Identity;

namespace Inference.Uploads;

/// <summary>An upload session's token. It tells its age, so that one that expired is known from one that never was.</summary>
public static class UploadToken
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private const int TimeDigits = 12;

    public static string New(DateTimeOffset now) => Identifier.New(Identifier.Upload, now);

    /// <summary>What whoever asks for a session that is not there is told.</summary>
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
