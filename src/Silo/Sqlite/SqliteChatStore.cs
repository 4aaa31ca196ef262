using System.Collections.Immutable;
using Inference.Chats;
using Inference.Completions;
using Inference.Paging;

namespace Inference.Sqlite;

internal sealed class SqliteChatStore(SqliteDatabase database) : IChatStore
{
    public Task<StoredChat?> ReadAsync(string environment, string chatId, int latest, CancellationToken cancellationToken) =>
        Task.FromResult(Find(environment, chatId) is var (header, version) ? Read(header, version, latest) : null);

    public Task<ImmutableArray<Message>> ReadMessagesAsync(
        string environment, string chatId, int from, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Messages(environment, chatId, from, count));

    public Task<Page<Chat>> ListAsync(ChatListFilter filter, PageRequest page, int latest, CancellationToken cancellationToken)
    {
        using var query = new SqliteQuery(database, "select header from chats where environment = $environment")
            .With("$environment", filter.Environment)
            .Where("owner = $owner", "$owner", filter.Owner)
            .Where("""folded_name like $name escape '\'""", "$name", Pattern(filter.Name));
        if (page.After is { } after)
        {
            query.Add("and (created_at, id) < ($created_at, $after)")
                .With("$created_at", CreatedAt(filter, after))
                .With("$after", after);
        }

        var headers = query.Page(page).ReadPage(page.Size, SqliteQuery.Json<ChatHeader>);
        return Task.FromResult(new Page<Chat>([.. headers.Items.Select(header => ToChat(header, latest))], headers.HasMore));
    }

    private (ChatHeader Header, long Version)? Find(string environment, string chatId)
    {
        using var query = new SqliteQuery(database, "select header, version from chats where environment = $environment and id = $id")
            .With("$environment", environment)
            .With("$id", chatId);
        using var rows = query.Read();
        return rows.Read() ? (SqliteQuery.Json<ChatHeader>(rows), rows.GetInt64(1)) : null;
    }

    private StoredChat Read(ChatHeader header, long version, int latest)
    {
        var count = Count(header.Environment, header.Id);
        return new StoredChat
        {
            Header = header,
            Version = version,
            MessageCount = count,
            First = Messages(header.Environment, header.Id, 0, 1).FirstOrDefault(),
            Latest = Messages(header.Environment, header.Id, Math.Max(0, count - latest), latest),
        };
    }

    private Chat ToChat(ChatHeader header, int latest)
    {
        var count = Count(header.Environment, header.Id);
        var messages = Messages(header.Environment, header.Id, Math.Max(0, count - Math.Max(latest, 1)), Math.Max(latest, 1));
        var shown = latest == 0 ? [] : messages;
        return new Chat
        {
            Header = header,
            Messages = shown,
            FirstPosition = count - shown.Length,
            TotalMessages = count,
            UpdatedAt = messages is [.., { CreatedAt: { } last }] && last > header.UpdatedAt ? last : header.UpdatedAt,
        };
    }

    private int Count(string environment, string chatId)
    {
        using var query = new SqliteQuery(
            database,
            """
            select position + 1 from chat_messages
            where environment = $environment and chat = $chat
            order by position desc limit 1
            """)
            .With("$environment", environment)
            .With("$chat", chatId);
        using var rows = query.Read();
        return rows.Read() ? rows.GetInt32(0) : 0;
    }

    private ImmutableArray<Message> Messages(string environment, string chatId, int from, int count)
    {
        using var query = new SqliteQuery(
            database,
            """
            select message from chat_messages
            where environment = $environment and chat = $chat and position >= $from
            order by position limit $count
            """)
            .With("$environment", environment)
            .With("$chat", chatId)
            .With("$from", from)
            .With("$count", count);
        return query.ReadAll(SqliteQuery.Json<Message>);
    }

    private long CreatedAt(ChatListFilter filter, string id)
    {
        using var query = new SqliteQuery(database, "select created_at from chats where environment = $environment and id = $id")
            .With("$environment", filter.Environment)
            .With("$id", id)
            .Where("owner = $owner", "$owner", filter.Owner);
        return query.ReadCursor<long>(id);
    }

    private static string? Pattern(string? name) => name is null
        ? null
        : $"%{name.ToLowerInvariant().Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal)}%";
}
