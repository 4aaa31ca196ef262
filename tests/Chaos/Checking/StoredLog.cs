namespace Inference.Checking;

/// <summary>A log as the API shows it.</summary>
internal sealed record StoredLog
{
    public required string Id { get; init; }

    public required bool Succeeded { get; init; }

    /// <summary>The question: the last message of role user.</summary>
    public required string Question { get; init; }

    public string Answer { get; init; } = "";

    public required string Type { get; init; }

    public string Model { get; init; } = "";

    public string KeyId { get; init; } = "";

    public long InputTokens { get; init; }

    public long OutputTokens { get; init; }

    public long LatencyMilliseconds { get; init; }
}
