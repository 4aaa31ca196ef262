using Inference.Hosting;

namespace Inference.Commands;

/// <summary>A command as it was given.</summary>
/// <param name="Process">The process that runs it.</param>
/// <param name="Line">All of the command line.</param>
/// <param name="Signals">Those that end the process.</param>
internal sealed record CommandCall(ProcessProfile Process, CommandLine Line, ShutdownSignals Signals)
{
    /// <summary>What followed the command's switch.</summary>
    public string? Argument => Line.Argument;
}
