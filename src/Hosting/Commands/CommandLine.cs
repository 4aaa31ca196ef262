namespace Inference.Commands;

/// <summary>
/// The arguments of the process, separated into a command, settings, and what is neither. The framework takes the argument after a switch for its value,
/// and ignores what it does not understand.
/// </summary>
internal sealed record CommandLine
{
    private const string Help = "--help";

    public ProcessCommand? Command { get; private init; }

    /// <summary>What followed the command's switch.</summary>
    public string? Argument { get; private init; }

    /// <summary>Settings, each as <c>--Name=value</c>.</summary>
    public IReadOnlyList<string> Settings { get; private init; } = [];

    /// <summary>Names of switches that are no command and have no value.</summary>
    public IReadOnlyList<string> WithoutValue { get; private init; } = [];

    /// <summary>The lines about what is neither a command nor a setting.</summary>
    public IReadOnlyList<string> Problems { get; private init; } = [];

    /// <summary>The switches of the process's commands.</summary>
    public IReadOnlyList<string> Switches { get; private init; } = [];

    public static CommandLine Parse(IReadOnlyList<string> arguments, IReadOnlyList<ProcessCommand> commands)
    {
        List<string> settings = [], withoutValue = [], problems = [];
        List<(ProcessCommand Command, string? Argument)> found = [];
        for (var i = 0; i < arguments.Count; i++)
        {
            var (name, value) = Split(arguments[i]);
            var next = i + 1 < arguments.Count && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal) ? arguments[i + 1] : null;
            if (Find(commands, name) is { } command)
            {
                var argument = value ?? (command.Argument is null ? null : next);
                i += value is null && argument is not null ? 1 : 0;
                found.Add((command, argument));
                AddProblem(command, argument, value, problems);
            }
            else if (name is not ['-', '-', _, ..])
            {
                problems.Add($"There is no command '{arguments[i]}'. {Help} shows those that there are.");
            }
            else if ((value ?? next) is { } given)
            {
                i += value is null ? 1 : 0;
                settings.Add($"{name}={given}");
            }
            else
            {
                withoutValue.Add(name[2..]);
            }
        }

        var chosen = found.Find(command => command.Command.Name == Help) is { Command: not null } help ? help : found.FirstOrDefault();
        return new CommandLine
        {
            Command = chosen.Command,
            Argument = chosen.Argument,
            Settings = settings,
            WithoutValue = withoutValue,
            Problems = problems,
            Switches = [.. commands.Select(command => command.Name)],
        };
    }

    private static void AddProblem(ProcessCommand command, string? argument, string? value, List<string> problems)
    {
        if (command.DemandsArgument && string.IsNullOrEmpty(argument))
        {
            problems.Add($"{command.Name} needs {command.Argument}: write {command.Name} {command.Argument}");
        }
        else if (command.Argument is null && value is not null)
        {
            problems.Add($"{command.Name} takes no value");
        }
    }

    private static ProcessCommand? Find(IReadOnlyList<ProcessCommand> commands, string name) =>
        commands.FirstOrDefault(command => command.Name == (name is "-h" or "-?" or "/?" ? Help : name));

    // The framework takes settings as --name=value, /name=value and name=value.
    private static (string Name, string? Value) Split(string argument)
    {
        var end = argument.IndexOf('=', StringComparison.Ordinal);
        return (end, argument) switch
        {
            ( < 0, _) => (argument, null),
            (_, ['-', ..]) => (argument[..end], argument[(end + 1)..]),
            (_, ['/', ..]) => ($"--{argument[1..end]}", argument[(end + 1)..]),
            _ => ($"--{argument[..end]}", argument[(end + 1)..]),
        };
    }
}
