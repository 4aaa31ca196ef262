using Inference.Language;
using Inference.Ledger;
using Inference.Messages;
using Inference.Storage;
using Microsoft.Data.Sqlite;
using static Microsoft.Data.Sqlite.SqliteType;

namespace Inference.Sqlite.Ledger;

/// <summary>Writes chats inside the ledger's transaction.</summary>
internal sealed class ChatWriter(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _version = new(
        connection, "select version from chats where environment = $1 and id = $2", Text, Text);

    private readonly SqliteStatement _count = new(
        connection,
        "select position + 1 from chat_messages where environment = $1 and chat = $2 order by position desc limit 1",
        Text, Text);

    private readonly SqliteStatement _saveHeader = new(
        connection,
        """
        insert into chats (environment, id, version, owner, folded_name, created_at, header)
        values ($1, $2, $3, $4, $5, $6, cast($7 as text))
        on conflict (environment, id) do update set
            version = excluded.version, owner = excluded.owner, folded_name = excluded.folded_name, created_at = excluded.created_at,
            header = excluded.header
        """,
        Text, Text, Integer, Text, Text, Integer, Blob);

    private readonly SqliteStatement _deleteHeader = new(
        connection, "delete from chats where environment = $1 and id = $2", Text, Text);

    private readonly SqliteStatement _append = new(
        connection,
        "insert into chat_messages (environment, chat, position, message) values ($1, $2, $3, cast($4 as text))",
        Text, Text, Integer, Blob);

    private readonly SqliteStatement _deleteMessages = new(
        connection, "delete from chat_messages where environment = $1 and chat = $2", Text, Text);

    /// <summary>Whether the chat is as the change expects it. A chat begins with its header.</summary>
    public bool Fits(ChatChange change)
    {
        if (change is { ExpectedVersion: 0, Header: null, Deletes: false })
        {
            return false;
        }

        return (_version.Find(change.Environment, change.ChatId) ?? 0) == change.ExpectedVersion
            && (_count.Find(change.Environment, change.ChatId) ?? 0) == change.ExpectedCount;
    }

    /// <summary>Writes a change that <see cref="Fits"/>.</summary>
    public void Write(ChatChange change)
    {
        if (change.Deletes || change.ReplacesMessages)
        {
            _deleteMessages.Run(change.Environment, change.ChatId);
        }

        if (change.Deletes)
        {
            _deleteHeader.Run(change.Environment, change.ChatId);
            return;
        }

        SaveHeader(change);
        Append(change, change.ReplacesMessages ? 0 : change.ExpectedCount);
    }

    public void Dispose()
    {
        _version.Dispose();
        _count.Dispose();
        _saveHeader.Dispose();
        _deleteHeader.Dispose();
        _append.Dispose();
        _deleteMessages.Dispose();
    }

    private void SaveHeader(ChatChange change)
    {
        if (change.Header is { } header)
        {
            _saveHeader.Run(
                change.Environment, change.ChatId, change.ExpectedVersion + 1, header.Owner, UnicodeText.ToCaselessKey(header.Name),
                header.CreatedAt.ToUnixTimeMilliseconds(), StorageJson.Serialize(header));
        }
    }

    private void Append(ChatChange change, int position)
    {
        foreach (Message message in change.Messages)
        {
            _append.Run(change.Environment, change.ChatId, position++, StorageJson.Serialize(message));
        }
    }
}
