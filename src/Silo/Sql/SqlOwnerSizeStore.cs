using Inference.Ledger;

namespace Inference.Sql;

internal sealed class SqlOwnerSizeStore(SqlDatabase database) : IOwnerSizeStore
{
    // Chats first, by the index of their owner: then each chat's messages are one stretch of their table.
    private readonly string _sql =
        $"""
        select
            (select coalesce(sum({database.StoredBytes("chat_messages.message")}), 0)
            from chats {database.JoinInOrder} chat_messages on chat_messages.environment = chats.environment and chat_messages.chat = chats.id
            where chats.environment = @environment and chats.owner = @owner)
            +
            (select coalesce(sum({database.StoredBytes("log.document")}), 0)
            from {database.LogsBy("inference_logs_by_owner")}
            where log.environment = @environment and log.owner = @owner)
        """;

    public Task<long> MeasureAsync(string environment, string owner, CancellationToken cancellationToken) =>
        new SqlQuery(database, _sql)
            .With("@environment", environment)
            .With("@owner", owner)
            .FindAsync(row => row.GetInt64(0), cancellationToken);
}
