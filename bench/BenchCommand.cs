using Inference.Processes;
using Inference.Reporting;

namespace Inference;

/// <summary>A benchmark that the command line names.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">Its line in <c>--help</c>.</param>
/// <param name="Needs">The processes that are started before it.</param>
/// <param name="RunAsync">Measures, prints a table and returns the thresholds.</param>
internal sealed record BenchCommand(
    string Name, string Summary, CommandProcesses Needs, Func<BenchContext, CancellationToken, Task<IReadOnlyList<Threshold>>> RunAsync)
{
    /// <summary>Whether <c>all</c> includes it.</summary>
    public bool IsPartOfAll { get; init; }

    /// <summary>Whether it measures this server alone, so that <c>--without-server</c> leaves it out.</summary>
    public bool NeedsServer { get; init; }

    /// <summary>Whether it runs on PostgreSQL even without <c>--storage postgres</c>.</summary>
    public bool NeedsPostgres { get; init; }
}

/// <summary>The processes that a command needs.</summary>
internal enum CommandProcesses
{
    /// <summary>It starts its own.</summary>
    None = 0,

    /// <summary>Model server, pass-through and database; the command launches servers itself.</summary>
    Surroundings = 1,

    /// <summary>All of them and one server.</summary>
    Server = 2,
}

/// <summary>The options and processes of a command.</summary>
internal sealed record BenchContext(BenchOptions Options, BenchmarkEnvironment? StartedEnvironment)
{
    public BenchmarkEnvironment Environment => StartedEnvironment ?? throw new InvalidOperationException("The command starts no environment.");

    public Target Server => Environment.Server?.Target ?? throw new InvalidOperationException("The command starts no server.");
}
