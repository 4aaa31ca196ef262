using System.Diagnostics;

namespace Inference.Processes;

/// <summary>How a <see cref="ManagedProcess"/> is started.</summary>
/// <param name="Assembly">The program, built beside this one.</param>
/// <param name="Arguments">Its command line.</param>
public sealed record ProcessOptions(string Assembly, IReadOnlyList<string> Arguments)
{
    /// <summary>The port it listens on, if it is known beforehand.</summary>
    public int Port { get; init; }

    /// <summary>Variables set beside the inherited ones; <see langword="null"/> removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    public string WorkingDirectory { get; init; } = AppContext.BaseDirectory;

    /// <summary>A command that the shell runs first in the same process, such as <c>umask 022</c>.</summary>
    public string? ShellCommand { get; init; }

    /// <summary>Receives each line of the standard output.</summary>
    public Action<string>? OnOutput { get; init; }

    /// <summary>Receives each line of the standard error.</summary>
    public Action<string>? OnError { get; init; }

    internal ProcessStartInfo ToStartInfo()
    {
        string[] command = ["dotnet", Path.Combine(AppContext.BaseDirectory, Assembly), .. Arguments];
        if (ShellCommand is not null)
        {
            command = ["sh", "-c", $"{ShellCommand}; exec \"$@\"", "sh", .. command];
        }

        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = WorkingDirectory,
        };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
