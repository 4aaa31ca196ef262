using System.Text.Json.Nodes;

namespace Inference.Load;

/// <summary>What came of one attempt.</summary>
/// <param name="Status">Of the answer; <see langword="null"/> when there was none.</param>
/// <param name="Body">Its JSON.</param>
/// <param name="RetryAfter">When to come again, as the server says.</param>
internal sealed record Reply(int? Status, JsonNode? Body = null, TimeSpan? RetryAfter = null)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    public bool IsConflict => Status == 409;

    /// <summary>Whether trying again may help.</summary>
    public bool IsTransient => Status is null or 408 or 429 or >= 500;

    /// <summary>Whether it may have been done although nobody says so.</summary>
    public bool IsDoubtful => Status is null or >= 500;
}
