using Inference.Identity;
using Inference.Uploads;
using Microsoft.Data.Sqlite;
using static Microsoft.Data.Sqlite.SqliteType;

namespace Inference.Sqlite.Uploads;

/// <summary>Writes rows as personas inside an import's transaction, past the personas' grains, which read their state before each use.</summary>
internal sealed class PersonaWriter(SqliteConnection connection) : IDisposable
{
    public const string ByMatch =
        """
        select document from grain_state
        where name = 'persona' and environment = $1 and match = $2 and match is not null
        order by rowid limit 1
        """;

    // What is left of a deleted persona has no environment.
    private readonly SqliteStatement _byId = new(
        connection, "select document from grain_state where name = 'persona' and key = $1 and environment = $2", Text, Text);

    private readonly SqliteStatement _byMatch = new(connection, ByMatch, Text, Text);

    private readonly SqliteStatement _insert = new(
        connection,
        """
        insert into grain_state (name, key, version, document) values ('persona', $1, 1, cast($2 as text))
        on conflict (name, key) do update set document = excluded.document, version = version + 1 where environment = ''
        """,
        Text, Blob);

    private readonly SqliteStatement _replace = new(
        connection,
        "update grain_state set document = cast($2 as text), version = version + 1 where name = 'persona' and key = $1",
        Text, Blob);

    public void Write(StagedRow row, ImportBatch batch)
    {
        var environment = batch.State.Environment;
        if (batch.Decide(row, Find(row, environment)) is not { } write)
        {
            return;
        }

        var statement = write.Replaces ? _replace : _insert;
        if (statement.Run(EnvironmentKey.Format(environment, write.Id), write.Document) == 0)
        {
            batch.Taken(row, write);
        }
    }

    public void Dispose()
    {
        _byId.Dispose();
        _byMatch.Dispose();
        _insert.Dispose();
        _replace.Dispose();
    }

    /// <summary>The persona that a row is in conflict with: the one of its id, or else the first of its match.</summary>
    private byte[]? Find(StagedRow row, string environment) =>
        (row.Id is { } id ? Read(_byId, EnvironmentKey.Format(environment, id), environment) : null)
        ?? (row.Match is { } match ? Read(_byMatch, environment, match) : null);

    private static byte[]? Read(SqliteStatement statement, string first, string second)
    {
        using var found = statement.Read(first, second);
        return found.Read() ? found.GetFieldValue<byte[]>(0) : null;
    }
}
