using Inference.Commands;

namespace Inference.Hosting;

/// <summary>A program of the product: what it is called, what it can be told to do, and how it serves.</summary>
internal sealed record ProcessProfile
{
    /// <summary>As its assembly.</summary>
    public required string Name { get; init; }

    public required string Summary { get; init; }

    public required IReadOnlyList<ProcessCommand> Commands { get; init; }

    /// <summary>What <c>--help</c> shows of its settings.</summary>
    public required IReadOnlyList<HelpSetting> Settings { get; init; }

    /// <summary>Builds what serves, with its configuration checked.</summary>
    public required Func<CommandLine, ShutdownSignals, WebApplication> Build { get; init; }

    /// <summary>Tells that it serves.</summary>
    public required Action<WebApplication> Welcome { get; init; }

    /// <summary>The instrument that counts what a stop waits for.</summary>
    public required string RunningInstrument { get; init; }
}
