using Inference.Language;
using Inference.Storage;
using static Inference.Postgres.SqlBatch;

namespace Inference.Postgres.Ledger;

/// <summary>Reads and writes chats inside the ledger's transaction.</summary>
internal static class ChatStatements
{
    // The count is read by a second statement, whose snapshot is taken after the lock.
    private const string Lock =
        """
        select from chats
        where (environment, id) in (select * from unnest($1, $2))
        order by environment, id for update
        """;

    private const string Read =
        """
        select wanted.environment, wanted.id, coalesce(version, 0), coalesce((
            select position + 1 from chat_messages
            where chat_messages.environment = wanted.environment and chat = wanted.id order by position desc limit 1), 0)
        from unnest($1, $2) as wanted (environment, id) left join chats using (environment, id)
        """;

    private const string DeleteMessages =
        "delete from chat_messages using unnest($1, $2) as gone (environment, chat) where chat_messages.environment = gone.environment and chat_messages.chat = gone.chat";

    private const string DeleteHeaders =
        "delete from chats using unnest($1, $2) as gone (environment, id) where chats.environment = gone.environment and chats.id = gone.id";

    private const string InsertHeaders =
        """
        insert into chats (environment, id, version, owner, folded_name, created_at, header)
        select * from unnest($1, $2, $3, $4, $5, $6, $7)
        """;

    private const string UpdateHeaders =
        """
        update chats set version = changed.version, owner = changed.owner, folded_name = changed.folded_name,
            created_at = changed.created_at, header = changed.header
        from unnest($1, $2, $3, $4, $5, $6, $7) as changed (environment, id, version, owner, folded_name, created_at, header)
        where chats.environment = changed.environment and chats.id = changed.id
        """;

    private const string Append =
        "insert into chat_messages (environment, chat, position, message) select * from unnest($1, $2, $3, $4)";

    /// <summary>Locks the chats and reads them: rows of environment, id, version and message count.</summary>
    public static void AddReads(this SqlBatch batch, ChatBatch chats)
    {
        var (environments, ids) = chats.Keys;
        batch.Add(Lock, Texts(environments), Texts(ids));
        batch.Add(Read, Texts(environments), Texts(ids));
    }

    public static void AddWrites(this SqlBatch batch, ChatBatch chats)
    {
        AddRemovals(batch, DeleteMessages, [.. chats.Drafts.Where(chat => chat.Value is { DeletesMessages: true, StoredVersion: > 0 })]);
        AddRemovals(batch, DeleteHeaders, [.. chats.Drafts.Where(chat => chat.Value.IsDeleted)]);
        AddHeaders(batch, InsertHeaders, [.. chats.Drafts.Where(chat => chat.Value.IsNew)]);
        AddHeaders(batch, UpdateHeaders, [.. chats.Drafts.Where(chat => chat.Value.IsChanged)]);
        AddMessages(batch, chats);
    }

    private static void AddRemovals(SqlBatch batch, string sql, KeyValuePair<(string Environment, string Id), ChatDraft>[] chats)
    {
        if (chats.Length > 0)
        {
            batch.Add(sql, Texts([.. chats.Select(chat => chat.Key.Environment)]), Texts([.. chats.Select(chat => chat.Key.Id)]));
        }
    }

    private static void AddHeaders(SqlBatch batch, string sql, KeyValuePair<(string Environment, string Id), ChatDraft>[] chats)
    {
        if (chats.Length == 0)
        {
            return;
        }

        var headers = Array.ConvertAll(chats, chat => chat.Value.Header!);
        batch.Add(
            sql,
            Texts([.. chats.Select(chat => chat.Key.Environment)]),
            Texts([.. chats.Select(chat => chat.Key.Id)]),
            Longs([.. chats.Select(chat => chat.Value.Version)]),
            Texts([.. headers.Select(header => header.Owner)]),
            Texts([.. headers.Select(header => UnicodeText.ToCaselessKey(header.Name))]),
            Longs([.. headers.Select(header => header.CreatedAt.ToUnixTimeMilliseconds())]),
            Json([.. headers.Select(StorageJson.Serialize)]));
    }

    private static void AddMessages(SqlBatch batch, ChatBatch chats)
    {
        var messages = chats.Drafts.SelectMany(chat => chat.Value.Messages, (chat, message) => (chat.Key, message.Position, message.Message)).ToArray();
        if (messages.Length > 0)
        {
            batch.Add(
                Append,
                Texts([.. messages.Select(message => message.Key.Environment)]),
                Texts([.. messages.Select(message => message.Key.Id)]),
                Integers([.. messages.Select(message => message.Position)]),
                Json([.. messages.Select(message => message.Message)]));
        }
    }
}
