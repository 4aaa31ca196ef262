using System.Collections.Immutable;
using Inference.Binding;
using Inference.Identity;
using Inference.InferenceLogs;
using Inference.Paging;

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

    /// <summary>The client's criteria, within what the caller may see.</summary>
    public StoredCompletionFilter ToFilter(Caller caller) => new()
    {
        Environment = caller.Environment,
        Owner = caller.IsAdmin ? null : caller.Owner,
        Model = Model,
        Metadata = Metadata,
        OldestFirst = Part.OldestFirst,
    };
}

/// <summary>The part of a list that is asked for, in OpenAI's parameters.</summary>
internal sealed record ListParameters(string? After, int Limit, bool OldestFirst) : IParameters<ListParameters>
{
    private const int DefaultLimit = 20;
    private const string Descending = "desc";

    private static readonly Parameter AfterId = Parameter.Text("after", "the id after which to go on");
    private static readonly Parameter Most = Parameter.Integer("limit", minimum: 1, maximum: 200, @default: DefaultLimit);
    private static readonly Parameter Order = Parameter.OneOf("order", "asc", Descending) with { Description = "by time; asc by default" };

    public static IReadOnlyList<Parameter> All { get; } = [AfterId, Most, Order];

    public static ListParameters Read(ParameterReader reader) =>
        new(reader.Text(AfterId), reader.Integer(Most) ?? DefaultLimit, reader.Text(Order) != Descending);
}
