using System.Diagnostics;

namespace Inference.Postgres;

/// <summary>PostgreSQL's own programs on this machine. They refuse to run as root, so that root runs them as the user <c>postgres</c>.</summary>
internal static class PostgresPrograms
{
    private const string Advice =
        "PostgreSQL 15 or newer is not on this machine: install it (Debian and Ubuntu: apt-get install postgresql), or name a server in INFERENCE_TEST_POSTGRES.";

    private static readonly Lazy<string> Directory = new(Find);

    /// <summary>The user that runs them when this process is root.</summary>
    public const string User = "postgres";

    public static bool IsRoot => Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows();

    public static string PathOf(string program) => Path.Combine(Directory.Value, program);

    /// <summary>How to start a program, with its standard streams redirected.</summary>
    public static ProcessStartInfo Start(string program, params IEnumerable<string> arguments)
    {
        string[] command = IsRoot ? ["runuser", "-u", User, "--", program, .. arguments] : [program, .. arguments];
        return new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed: what it said.</exception>
    public static async Task RunAsync(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(Start(program, arguments))!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await output}{await errors}");
        }
    }

    private static string Find()
    {
        var paths = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var debian = System.IO.Directory.Exists("/usr/lib/postgresql")
            ? System.IO.Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(VersionOf).Select(version => Path.Combine(version, "bin"))
            : [];
        return paths.Concat(debian).FirstOrDefault(path => File.Exists(Path.Combine(path, "initdb"))) ?? throw new InvalidOperationException(Advice);
    }

    private static int VersionOf(string directory) => int.TryParse(Path.GetFileName(directory), out var version) ? version : 0;
}
