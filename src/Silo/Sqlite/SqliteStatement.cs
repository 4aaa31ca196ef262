using Microsoft.Data.Sqlite;

namespace Inference.Sqlite;

/// <summary>A statement that is prepared once and run often, on one connection and one thread. Its parameters are $1, $2 and so on.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly SqliteCommand _command;

    public SqliteStatement(SqliteConnection connection, string sql, params ReadOnlySpan<SqliteType> parameters)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        for (var i = 0; i < parameters.Length; i++)
        {
            _command.Parameters.Add($"${i + 1}", parameters[i]);
        }

        _command.Prepare();
    }

    /// <summary>How many rows it changed.</summary>
    public int Run(params ReadOnlySpan<object?> values) => Bind(values).ExecuteNonQuery();

    /// <summary>The first column of the first row, or <see langword="null"/> without one.</summary>
    public long? Find(params ReadOnlySpan<object?> values) => (long?)Bind(values).ExecuteScalar();

    public SqliteDataReader Read(params ReadOnlySpan<object?> values) => Bind(values).ExecuteReader();

    public void Dispose() => _command.Dispose();

    private SqliteCommand Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            _command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return _command;
    }
}
