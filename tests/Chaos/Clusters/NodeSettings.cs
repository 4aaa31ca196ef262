namespace Inference.Clusters;

/// <summary>The process of a node.</summary>
internal sealed record NodeSettings
{
    public required string Name { get; init; }

    /// <summary>The program, built beside this one.</summary>
    public required string Assembly { get; init; }

    /// <summary>Where it answers HTTP, if it does.</summary>
    public int Port { get; init; }

    /// <summary>Whether <c>/health/ready</c> reports readiness; otherwise a line of its output does.</summary>
    public bool ServesHttp { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The file that keeps its output.</summary>
    public required string LogFile { get; init; }
}
