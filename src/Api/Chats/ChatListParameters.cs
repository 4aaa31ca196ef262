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
