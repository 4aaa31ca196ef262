using Inference.Binding;

namespace Inference.Completions;

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
