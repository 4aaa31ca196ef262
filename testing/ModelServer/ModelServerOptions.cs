namespace Inference.ModelServers;

/// <summary>Options of a model server.</summary>
public sealed record ModelServerOptions
{
    /// <summary>Where it listens; port 0 takes a free one.</summary>
    public string Url { get; init; } = "http://127.0.0.1:0";

    /// <summary>The key that callers must present; <see langword="null"/> lets everyone in.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Whether every request gets the same ready-made answer, for benchmarks; scenarios are still selected by the model's name.</summary>
    public bool Instant { get; init; }

    /// <summary>Whether requests are kept for assertions.</summary>
    public bool Records { get; init; } = true;
}
