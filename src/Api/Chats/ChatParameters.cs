using Inference.Binding;
using Inference.Paging;

namespace Inference.Chats;

internal sealed record ChatListParameters(PageQuery Page, string? Name) : IParameters<ChatListParameters>
{
    private static readonly PageParameters Pages = new(defaultSize: 10);
    private static readonly Parameter NameFilter = Parameter.Text("name");

    public static IReadOnlyList<Parameter> All => [.. Pages.All, NameFilter];

    public static ChatListParameters Read(ParameterReader reader) => new(Pages.Read(reader), reader.Text(NameFilter));
}

internal sealed record ChatWindowParameters(int Size, int? Before) : IParameters<ChatWindowParameters>
{
    private const int DefaultSize = 20;

    private static readonly Parameter SizeParameter =
        Parameter.Integer("size", minimum: 1, maximum: 200, @default: DefaultSize) with { Description = "extension: how many messages" };

    private static readonly Parameter BeforeParameter = Parameter.Integer("before", minimum: 0) with
    {
        Description = "extension: only messages before this position (0 is the first message)",
    };

    public static IReadOnlyList<Parameter> All => [SizeParameter, BeforeParameter];

    public static ChatWindowParameters Read(ParameterReader reader) =>
        new(reader.Integer(SizeParameter) ?? DefaultSize, reader.Integer(BeforeParameter));
}
