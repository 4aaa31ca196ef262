using Inference.Paging;

namespace Inference.Binding;

internal sealed record OrderQuery(PageQuery Page, DateTimeOffset? Since, string? Kind, bool? Urgent) : IParameters<OrderQuery>
{
    private static readonly PageParameters Paging = new(defaultSize: 10, maximumSize: 50);
    private static readonly Parameter SinceTime = Parameter.Time("since");
    private static readonly Parameter KindName = Parameter.OneOf("kind", "a", "b");
    private static readonly Parameter IsUrgent = Parameter.Boolean("urgent");

    public static IReadOnlyList<Parameter> All => [.. Paging.All, SinceTime, KindName, IsUrgent];

    public static OrderQuery Read(ParameterReader reader) =>
        new(Paging.Read(reader), reader.Time(SinceTime), reader.Text(KindName), reader.Boolean(IsUrgent));
}
