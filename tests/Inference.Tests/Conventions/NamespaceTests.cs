namespace Inference.Conventions;

public sealed class NamespaceTests
{
    // A chat's turn and the completion that answers it; a turn and the log that is committed with it; the ledger and the logs it writes;
    // an expert and the index that routes to it; the endpoints of API keys and the authentication by them.
    private static readonly HashSet<string> _allowed =
    [
        "Inference.ApiKeys - Inference.Authentication",
        "Inference.Chats - Inference.Completions",
        "Inference.Chats - Inference.Ledger",
        "Inference.Experts - Inference.Routing",
        "Inference.InferenceLogs - Inference.Ledger",
    ];

    public static TheoryData<string> Projects => [.. Directory.EnumerateDirectories(Documentation.Repository.PathOf("src")).Select(project => Path.GetFileName(project)).Order()];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Features_of_a_project_use_each_other_in_one_direction(string project)
    {
        var uses = SourceFile.ReadAll($"src/{project}")
            .Where(file => file.Namespace is not null)
            .SelectMany(file => file.Usings.Select(used => (User: file.Namespace!, Used: used)))
            .ToHashSet();

        var pairs = uses
            .Where(use => string.CompareOrdinal(use.User, use.Used) < 0 && uses.Contains((use.Used, use.User)))
            .Select(use => $"{use.User} - {use.Used}");

        Assert.Empty(pairs.Except(_allowed));
    }
}
