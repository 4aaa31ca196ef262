using System.Collections.Immutable;
using System.Text;
using Inference.Errors;
using Inference.Paging;
using Inference.Storage;
using Microsoft.Data.Sqlite;

namespace Inference.Sqlite;

/// <summary>One read: its conditions are added as they are asked for, its values are parameters.</summary>
internal sealed class SqliteQuery : IDisposable
{
    private readonly SqliteConnection? _connection;
    private readonly SqliteCommand _command;
    private readonly StringBuilder _sql = new();

    public SqliteQuery(SqliteDatabase database, string sql)
    {
        _connection = database.Connect();
        _command = _connection.CreateCommand();
        _sql.Append(sql);
    }

    /// <summary>One of several reads on a connection, which stays open.</summary>
    public SqliteQuery(SqliteConnection connection, string sql)
    {
        _command = connection.CreateCommand();
        _sql.Append(sql);
    }

    public SqliteQuery Add(string sql)
    {
        _sql.Append(' ').Append(sql);
        return this;
    }

    public SqliteQuery With(string name, object value)
    {
        _command.Parameters.AddWithValue(name, value);
        return this;
    }

    /// <summary>Adds a condition, unless its value is <see langword="null"/>.</summary>
    public SqliteQuery Where(string condition, string name, object? value) =>
        value is null ? this : Add($"and {condition}").With(name, value);

    /// <summary>Adds the order of every list and the part of it that was asked for, and one more row to see whether more follows.</summary>
    public SqliteQuery Page(PageRequest page) =>
        Add("order by created_at desc, id desc limit $take offset $skip").With("$take", page.Size + 1).With("$skip", page.Skip);

    public SqliteDataReader Read()
    {
        _command.CommandText = _sql.ToString();
        return _command.ExecuteReader();
    }

    public ImmutableArray<T> ReadAll<T>(Func<SqliteDataReader, T> read)
    {
        using var rows = Read();
        var items = ImmutableArray.CreateBuilder<T>();
        while (rows.Read())
        {
            items.Add(read(rows));
        }

        return items.DrainToImmutable();
    }

    public Page<T> ReadPage<T>(int size, Func<SqliteDataReader, T> read)
    {
        var items = ReadAll(read);
        return items.Length > size ? new Page<T>(items[..size], HasMore: true) : new Page<T>(items, HasMore: false);
    }

    /// <summary>The one value of the one row, or what the list's client is told when its cursor names nothing.</summary>
    public T ReadCursor<T>(string after)
    {
        using var rows = Read();
        return rows.Read()
            ? rows.GetFieldValue<T>(0)
            : throw new InferenceException(ErrorKind.InvalidParamValue, $"There is nothing with the id '{after}' to go on after.", "after");
    }

    public void Dispose()
    {
        _command.Dispose();
        _connection?.Dispose();
    }

    public static T Json<T>(SqliteDataReader rows) => StorageJson.Deserialize<T>(rows.GetFieldValue<byte[]>(0));
}
