using Npgsql;
using NpgsqlTypes;

namespace Inference.Postgres;

/// <summary>Statements that go to the server in one message. Rows are arrays, one a column: a statement's text is the same for any number of them.</summary>
internal sealed class SqlBatch : IAsyncDisposable
{
    private readonly NpgsqlBatch _batch;

    public SqlBatch(NpgsqlConnection connection) => _batch = new NpgsqlBatch(connection);

    /// <summary>Adds a statement. Its parameters are $1, $2 and so on.</summary>
    public SqlBatch Add(string sql, params ReadOnlySpan<NpgsqlParameter> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(value);
        }

        _batch.BatchCommands.Add(command);
        return this;
    }

    public Task<NpgsqlDataReader> ReadAsync(CancellationToken cancellationToken) => _batch.ExecuteReaderAsync(cancellationToken);

    public Task RunAsync(CancellationToken cancellationToken) => _batch.ExecuteNonQueryAsync(cancellationToken);

    /// <summary>How many rows a statement changed, now that all have run.</summary>
    public int ChangedBy(Index statement) => _batch.BatchCommands[statement.GetOffset(_batch.BatchCommands.Count)].RecordsAffected;

    public static NpgsqlParameter Texts(string?[] values) => Column(values, NpgsqlDbType.Text);

    public static NpgsqlParameter Longs(long[] values) => Column(values, NpgsqlDbType.Bigint);

    public static NpgsqlParameter Integers(int[] values) => Column(values, NpgsqlDbType.Integer);

    /// <summary>Documents as JSON.</summary>
    public static NpgsqlParameter Json(byte[][] values) => Column(values, NpgsqlDbType.Json);

    public static NpgsqlParameter Bytes(byte[][] values) => Column(values, NpgsqlDbType.Bytea);

    public static NpgsqlParameter Text(string value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.Text };

    public static NpgsqlParameter Long(long value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.Bigint };

    /// <summary>A document as JSON.</summary>
    public static NpgsqlParameter Json(byte[] value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.Json };

    public static NpgsqlParameter Integer(int value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.Integer };

    public ValueTask DisposeAsync() => _batch.DisposeAsync();

    private static NpgsqlParameter Column(Array values, NpgsqlDbType type) => new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type };
}
