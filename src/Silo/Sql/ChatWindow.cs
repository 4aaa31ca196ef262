using System.Collections.Immutable;
using System.Data.Common;
using Inference.Chats;
using Inference.Completions;

namespace Inference.Sql;

/// <summary>The latest messages of a chat, as many as fit into a number of bytes. What does not fit is not read.</summary>
internal sealed record ChatWindow(ImmutableArray<Message> Messages, int Count, long Bytes)
{
    /// <summary>Before position <paramref name="end"/>, at most <paramref name="count"/>: a row each with its position, and its message where that fits.</summary>
    public static SqlQuery Query(SqlDatabase database, DbConnection connection, ChatHeader header, int end, int count) => new SqlQuery(
        connection,
        $"""
        select case when total <= @bytes then (
                select message from chat_messages as shown
                where shown.environment = @environment and shown.chat = @chat and shown.position = sized.position)
            end, position, total
        from (
            select position, cast(sum(size) over (order by position desc) as bigint) as total
            from (
                select position, {database.MessageBytes} as size from chat_messages
                where environment = @environment and chat = @chat and position < @end
                order by position desc limit @count) as latest) as sized
        order by position desc
        """)
        .With("@environment", header.Environment)
        .With("@chat", header.Id)
        .With("@end", end)
        .With("@count", count);

    /// <param name="query">What <see cref="Query"/> made.</param>
    /// <param name="bytes">How many.</param>
    /// <param name="read">Reads a message, or throws; or leaves it out.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<ChatWindow> ReadAsync(SqlQuery query, long bytes, Func<DbDataReader, Message?> read, CancellationToken cancellationToken)
    {
        var (messages, newest, used) = (new List<Message>(), -1, 0L);
        await query.With("@bytes", bytes).ReadWhileAsync(
            row =>
            {
                newest = Math.Max(newest, row.GetInt32(1));
                if (row.IsDBNull(0))
                {
                    return false;
                }

                used = row.GetInt64(2);
                if (read(row) is { } message)
                {
                    messages.Add(message);
                }

                return true;
            },
            cancellationToken);
        messages.Reverse();
        return new ChatWindow([.. messages], newest + 1, used);
    }
}
