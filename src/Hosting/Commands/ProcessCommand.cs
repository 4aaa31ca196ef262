namespace Inference.Commands;

/// <summary>What a process does in place of serving.</summary>
/// <param name="Name">Its switch, such as <c>--migrate</c>.</param>
/// <param name="Help">What it does, in one line.</param>
/// <param name="RunAsync">Does it: the process's exit code.</param>
internal sealed record ProcessCommand(string Name, string Help, Func<CommandCall, Task<int>> RunAsync)
{
    /// <summary>What follows the switch, as help shows it: <c>FILE</c>, or <c>[URL]</c> where it may be left out.</summary>
    public string? Argument { get; init; }

    public bool DemandsArgument => Argument is not (null or ['[', ..]);
}

/// <summary>A command as it was given.</summary>
/// <param name="Process">The process that runs it.</param>
/// <param name="Line">All of the command line.</param>
/// <param name="Signals">Those that end the process.</param>
internal sealed record CommandCall(ProcessProfile Process, CommandLine Line, ShutdownSignals Signals)
{
    /// <summary>What followed the command's switch.</summary>
    public string? Argument => Line.Argument;
}
