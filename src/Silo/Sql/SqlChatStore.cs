using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using Inference.Chats;
using Inference.Language;
using Inference.Messages;
using Inference.Paging;
using Inference.Storage;

namespace Inference.Sql;

internal sealed class SqlChatStore(SqlDatabase database) : IChatStore
{
    public async Task<StoredChat?> ReadAsync(string environment, string chatId, int latest, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        var found = await new SqlQuery(connection, "select header, version from chats where environment = @environment and id = @id")
            .With("@environment", environment)
            .With("@id", chatId)
            .FindAsync(row => (Header: SqlQuery.Json<ChatHeader>(row), Version: row.GetInt64(1)), cancellationToken);
        if (found.Header is null)
        {
            return null;
        }

        // One at the least: the last message's position is their count.
        var window = await LatestAsync(connection, found.Header, int.MaxValue, Math.Max(latest, 1), cancellationToken);
        var first = window.Count == 0 ? [] : await Messages(connection, environment, chatId, 0, 1).ReadAllAsync(SqlQuery.Json<Message>, cancellationToken);
        return new StoredChat
        {
            Header = found.Header,
            Version = found.Version,
            MessageCount = window.Count,
            First = first.FirstOrDefault(),
            Latest = latest == 0 ? [] : window.Messages,
        };
    }

    public async Task<ImmutableArray<Message>> ReadMessagesAsync(
        string environment, string chatId, int from, int count, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        return await Messages(connection, environment, chatId, from, count).ReadAllAsync(SqlQuery.Json<Message>, cancellationToken);
    }

    public async Task<ImmutableArray<Message>> ReadBeforeAsync(
        ChatHeader header, int before, int count, long bytes, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        var query = ChatWindow.Query(database, connection, header, before, count);
        var window = await ChatWindow.ReadAsync(query, bytes, SqlQuery.Json<Message>, cancellationToken);

        // A message that is larger than the limit is returned alone: it could not be reached otherwise.
        return window.Count == 0 && before > 0 && count > 0
            ? (await LatestAsync(connection, header, before, 1, cancellationToken)).Messages
            : window.Messages;
    }

    public async Task<Page<Chat>> ListAsync(ChatListFilter filter, PageRequest page, int latest, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        var query = new SqlQuery(connection, "select header, id from chats where environment = @environment")
            .With("@environment", filter.Environment)
            .Where("owner = @owner", "@owner", filter.Owner)
            .Where("""folded_name like @name escape '\'""", "@name", Pattern(filter.Name));
        if (page.After is { } after)
        {
            query.Add("and (created_at, id) < (@created_at, @after)")
                .With("@created_at", await CreatedAtAsync(connection, filter, after, cancellationToken))
                .With("@after", after);
        }

        var headers = await new PageReader<ChatHeader>(database, page, (_, header) => StorageJson.Deserialize<ChatHeader>(header))
            .ReadAsync(query.InOrder(), cancellationToken);
        return new Page<Chat>(await WithMessagesAsync(connection, headers.Items, latest, cancellationToken), headers.HasMore);
    }

    private async Task<ImmutableArray<Chat>> WithMessagesAsync(
        DbConnection connection, ImmutableArray<ChatHeader> headers, int latest, CancellationToken cancellationToken)
    {
        var chats = ImmutableArray.CreateBuilder<Chat>(headers.Length);
        long left = PageLimit.Bytes;
        foreach (var header in headers)
        {
            // The bytes that a chat leaves of its share are added to the shares of those after it.
            var share = left / (headers.Length - chats.Count);
            var query = ChatWindow.Query(database, connection, header, int.MaxValue, Math.Max(latest, 1));
            var window = await ChatWindow.ReadAsync(query, share, row => Readable(header, row), cancellationToken);
            chats.Add(window.Count == 0 ? await ToChatAsync(connection, header, cancellationToken) : ToChat(header, window, latest));
            left -= window.Bytes;
        }

        return chats.MoveToImmutable();
    }

    private Message? Readable(ChatHeader header, DbDataReader row)
    {
        Message? message = null;
        database.Unreadable.TryRead(() => $"{header.Id}/{row.GetInt32(1)}", () => message = SqlQuery.Json<Message>(row));
        return message;
    }

    private static Chat ToChat(ChatHeader header, ChatWindow window, int latest)
    {
        var shown = latest == 0 ? [] : window.Messages;
        return new Chat
        {
            Header = header,
            Messages = shown,
            FirstPosition = window.Count - shown.Length,
            TotalMessages = window.Count,
            UpdatedAt = window.Messages is [.., { CreatedAt: { } last }] && last > header.UpdatedAt ? last : header.UpdatedAt,
        };
    }

    /// <summary>A chat without messages, or of whose messages there is no room for the latest.</summary>
    private static async Task<Chat> ToChatAsync(DbConnection connection, ChatHeader header, CancellationToken cancellationToken)
    {
        var (count, time) = await new SqlQuery(
            connection,
            """
            select position + 1, message ->> 'created_at' from chat_messages
            where environment = @environment and chat = @chat order by position desc limit 1
            """)
            .With("@environment", header.Environment)
            .With("@chat", header.Id)
            .FindAsync(row => (row.GetInt32(0), row.IsDBNull(1) ? null : row.GetString(1)), cancellationToken);
        var isLater = DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, out var last) && last > header.UpdatedAt;
        return new Chat
        {
            Header = header,
            Messages = [],
            FirstPosition = count,
            TotalMessages = count,
            UpdatedAt = isLater ? last : header.UpdatedAt,
        };
    }

    private static async Task<(ImmutableArray<Message> Messages, int Count)> LatestAsync(
        DbConnection connection, ChatHeader header, int before, int count, CancellationToken cancellationToken)
    {
        var rows = await new SqlQuery(
            connection,
            """
            select message, position from chat_messages
            where environment = @environment and chat = @chat and position < @before
            order by position desc limit @count
            """)
            .With("@environment", header.Environment)
            .With("@chat", header.Id)
            .With("@before", before)
            .With("@count", count)
            .ReadAllAsync(row => (Message: SqlQuery.Json<Message>(row), Position: row.GetInt32(1)), cancellationToken);
        return rows is [var newest, ..] ? ([.. rows.Reverse().Select(row => row.Message)], newest.Position + 1) : ([], 0);
    }

    private static SqlQuery Messages(DbConnection connection, string environment, string chatId, int from, int count) => new SqlQuery(
        connection,
        """
        select message from chat_messages
        where environment = @environment and chat = @chat and position >= @from
        order by position limit @count
        """)
        .With("@environment", environment)
        .With("@chat", chatId)
        .With("@from", from)
        .With("@count", count);

    private static Task<long> CreatedAtAsync(DbConnection connection, ChatListFilter filter, string id, CancellationToken cancellationToken) =>
        new SqlQuery(connection, "select created_at from chats where environment = @environment and id = @id")
            .With("@environment", filter.Environment)
            .With("@id", id)
            .Where("owner = @owner", "@owner", filter.Owner)
            .ReadCursorAsync<long>(id, cancellationToken);

    private static string? Pattern(string? name) => name is null
        ? null
        : $"%{UnicodeText.ToCaselessKey(name).Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal)}%";
}
