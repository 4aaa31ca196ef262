using System.Collections.Immutable;
using System.Data.Common;
using Inference.Chats;
using Inference.Messages;

namespace Inference.Sql;

/// <summary>The latest messages of a chat, as many as fit into a number of bytes. Messages that do not fit are not read.</summary>
internal sealed record ChatWindow(ImmutableArray<Message> Messages, int Count, long Bytes)
{
    /// <summary>
    /// The messages before position <paramref name="end"/>, at most <paramref name="count"/>, that fit into <c>@bytes</c>, newest first. Two ranges of the
    /// table: SQLite reads large rows completely while it searches, so there is no look-up for each message.
    /// </summary>
    public static SqlQuery Query(SqlDatabase database, DbConnection connection, ChatHeader header, int end, int count) => new SqlQuery(
        connection,
        $"""
        select message, position from chat_messages
        where environment = @environment and chat = @chat and position < @end and position >= (
            select min(position)
            from (
                select position, sum(size) over (order by position desc) as total
                from (
                    select position, {database.MessageBytes} as size from chat_messages
                    where environment = @environment and chat = @chat and position < @end
                    order by position desc limit @count) as latest) as sized
            where total <= @bytes)
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
    /// <returns>With a count of 0 where nothing fits.</returns>
    public static async Task<ChatWindow> ReadAsync(SqlQuery query, long bytes, Func<DbDataReader, Message?> read, CancellationToken cancellationToken)
    {
        var (messages, newest, used) = (new List<Message>(), -1, 0L);
        await query.With("@bytes", bytes).ReadWhileAsync(
            row =>
            {
                newest = Math.Max(newest, row.GetInt32(1));
                used += row.GetFieldValue<byte[]>(0).Length;
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
