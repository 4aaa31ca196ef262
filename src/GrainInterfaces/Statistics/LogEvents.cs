namespace Inference.Statistics;

/// <summary>The names of the stream of <see cref="LogEvent"/>s; its key is the environment.</summary>
public static class LogEvents
{
    public const string Provider = "inference";

    public const string Namespace = "inference-logs";
}
