using System.Collections.Immutable;
using Inference.Identity;
using Inference.InferenceLogs;
using Inference.Paging;
using Inference.Requests;

namespace Inference.Completions;

/// <summary>Which stored completions: OpenAI's parameters.</summary>
internal sealed record StoredCompletionParameters : IParameters<StoredCompletionParameters>
{
    private static readonly Parameter ModelName = Parameter.Text("model", "the model that answered");
    private static readonly Parameter Entries = Parameter.Entries("metadata", "metadata[key]=value: only those with these values");

    public static IReadOnlyList<Parameter> All { get; } = [.. ListParameters.All, ModelName, Entries];

    public required ListParameters Part { get; init; }

    public string? Model { get; init; }

    public required ImmutableDictionary<string, string> Metadata { get; init; }

    public static StoredCompletionParameters Read(ParameterReader reader) =>
        new() { Part = ListParameters.Read(reader), Model = reader.Text(ModelName), Metadata = reader.Entries(Entries) };

    public PageRequest ToRequest() => new() { Size = Part.Limit, After = Part.After, IsCursor = true };

    /// <summary>What the client asks, within what the caller may see.</summary>
    public StoredCompletionFilter ToFilter(Caller caller) => new()
    {
        Environment = caller.Environment,
        Owner = caller.IsAdmin ? null : caller.Owner,
        Model = Model,
        Metadata = Metadata,
        OldestFirst = Part.OldestFirst,
    };
}
