namespace Inference.Commands;

/// <summary>What <c>--check</c> finds, a line each as it is found.</summary>
internal sealed class CheckReport
{
    private bool _hasProblems;

    public int ExitCode => _hasProblems ? 1 : 0;

    public void Add(bool isFine, string line)
    {
        _hasProblems |= !isFine;
        Console.Out.WriteLine($"{(isFine ? "ok      " : "problem ")} {line.ReplaceLineEndings(" ")}");
    }

    /// <summary>The problems of the configuration, or that it has none.</summary>
    public void AddConfiguration(IReadOnlyList<string> problems)
    {
        foreach (var problem in problems)
        {
            Add(false, $"configuration: {problem}");
        }

        if (problems.Count == 0)
        {
            Add(true, "configuration");
        }
    }
}
