namespace Inference.Commands;

/// <summary>A program of the product: its name, its commands and how it serves.</summary>
internal sealed record ProcessProfile
{
    /// <summary>The name of its assembly.</summary>
    public required string Name { get; init; }

    public required string Summary { get; init; }

    public required IReadOnlyList<ProcessCommand> Commands { get; init; }

    /// <summary>The settings that <c>--help</c> shows.</summary>
    public required IReadOnlyList<HelpSetting> Settings { get; init; }

    /// <summary>Builds the application, with its configuration checked.</summary>
    public required Func<CommandLine, ShutdownSignals, WebApplication> Build { get; init; }

    /// <summary>Prints that it serves.</summary>
    public required Action<WebApplication> ShowReady { get; init; }

    /// <summary>The instrument that counts the answers which a stop waits for.</summary>
    public required string RunningInstrument { get; init; }
}
