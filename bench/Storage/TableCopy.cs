using Npgsql;
using NpgsqlTypes;

namespace Inference.Storage;

/// <summary>Copies rows by COPY, with the statements around it.</summary>
internal sealed class TableCopy(NpgsqlConnection connection)
{
    /// <summary>A document as it is stored.</summary>
    public static JsonDocument Json<T>(T value) => new(StorageJson.Serialize(value));

    public async Task WriteAsync(string tableAndColumns, IEnumerable<object[]> rows, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"copy {tableAndColumns} from stdin (format binary)", cancellationToken);
        copy.Timeout = TimeSpan.Zero;
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellationToken);
            foreach (var value in row)
            {
                await WriteAsync(copy, value, cancellationToken);
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Drops the indexes that are no keys: the statements that make them again.</summary>
    public async Task<IReadOnlyList<string>> DropIndexesAsync(IReadOnlyList<string> tables, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(
            """
            select class.relname, pg_get_indexdef(indexrelid) from pg_index join pg_class as class on class.oid = indexrelid
            where indrelid::regclass::text = any($1) and not exists (select 1 from pg_constraint where conindid = indexrelid)
            """,
            tables.ToArray(),
            row => (Name: row.GetString(0), Definition: row.GetString(1)),
            cancellationToken);
        foreach (var (name, _) in found)
        {
            await ExecuteAsync($"drop index \"{name}\"", cancellationToken);
        }

        // Of a partitioned table, made again for all of its partitions.
        return [.. found.Select(index => index.Definition.Replace(" ON ONLY ", " ON ", StringComparison.Ordinal))];
    }

    public async Task<long> SizeAsync(CancellationToken cancellationToken) =>
        (await ReadAsync("select pg_database_size(current_database()) where $1 = '{}'", Array.Empty<string>(), row => row.GetInt64(0), cancellationToken))[0];

    /// <summary>Waits until autovacuum has nothing to do any more, which would be taken for the cost of requests.</summary>
    public async Task RestAsync(CancellationToken cancellationToken)
    {
        using var clock = new PeriodicTimer(TimeSpan.FromSeconds(15));
        do
        {
            await clock.WaitForNextTickAsync(cancellationToken);
        }
        while ((await ReadAsync(
            "select pid from pg_stat_activity where backend_type = any($1)", ["autovacuum worker"], row => row.GetInt32(0), cancellationToken)).Count > 0);
    }

    /// <summary>Adds a row and gives the id that it got.</summary>
    public async Task<long> InsertAsync(string sql, object[] values, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<List<T>> ReadAsync<T>(string sql, string[] value, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new NpgsqlParameter { Value = value } } };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var all = new List<T>();
        while (await rows.ReadAsync(cancellationToken))
        {
            all.Add(read(rows));
        }

        return all;
    }

    private static Task WriteAsync(NpgsqlBinaryImporter copy, object value, CancellationToken cancellationToken) => value switch
    {
        string text => copy.WriteAsync(text, NpgsqlDbType.Text, cancellationToken),
        int number => copy.WriteAsync(number, NpgsqlDbType.Integer, cancellationToken),
        long number => copy.WriteAsync(number, NpgsqlDbType.Bigint, cancellationToken),
        JsonDocument document => copy.WriteAsync(document.Utf8, NpgsqlDbType.Json, cancellationToken),
        byte[] bytes => copy.WriteAsync(bytes, NpgsqlDbType.Bytea, cancellationToken),
        string[] texts => copy.WriteAsync(texts, NpgsqlDbType.Array | NpgsqlDbType.Text, cancellationToken),
        _ => throw new ArgumentException($"{value.GetType()} is not written.", nameof(value)),
    };

    internal sealed record JsonDocument(byte[] Utf8);
}
