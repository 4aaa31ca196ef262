namespace Inference.Clusters;

/// <summary>The process of a node.</summary>
internal sealed record NodeSettings
{
    public required string Name { get; init; }

    /// <summary>The program, built beside this one.</summary>
    public required string Assembly { get; init; }

    /// <summary>Where it answers HTTP, if it does.</summary>
    public int Port { get; init; }

    /// <summary>Whether it is ready when <c>/health/ready</c> says so; otherwise when it says so on its output.</summary>
    public bool ServesHttp { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The file that keeps its output.</summary>
    public required string LogFile { get; init; }
}
