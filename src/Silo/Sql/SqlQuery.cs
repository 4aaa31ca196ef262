using System.Collections.Immutable;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text;
using Inference.Errors;
using Inference.Storage;

namespace Inference.Sql;

/// <summary>One read: its conditions are added one by one, its values are parameters. SQLite executes it synchronously, on the caller's thread.</summary>
internal sealed class SqlQuery
{
    private readonly SqlDatabase? _database;
    private readonly DbConnection? _connection;
    private readonly StringBuilder _sql = new();
    private readonly List<(string Name, object Value)> _values = [];

    public SqlQuery(SqlDatabase database, string sql)
    {
        _database = database;
        _sql.Append(sql);
    }

    /// <summary>One of several reads on a connection, which stays open.</summary>
    public SqlQuery(DbConnection connection, string sql)
    {
        _connection = connection;
        _sql.Append(sql);
    }

    /// <summary>How many values it has: a number for the names of the next ones.</summary>
    public int Values => _values.Count;

    public SqlQuery Add(string sql)
    {
        _sql.Append(' ').Append(sql);
        return this;
    }

    public SqlQuery With(string name, object value)
    {
        _values.Add((name, value));
        return this;
    }

    /// <summary>Adds a condition, unless its value is <see langword="null"/>.</summary>
    public SqlQuery Where(string condition, string name, object? value) =>
        value is null ? this : Add($"and {condition}").With(name, value);

    /// <summary>Adds the order of every list, and that there will be a <see cref="Part"/> of it.</summary>
    public SqlQuery InOrder() => Add("order by created_at desc, id desc limit @take offset @skip");

    /// <summary>Which rows of a list it reads now.</summary>
    public SqlQuery Part(int take, int skip)
    {
        _values.RemoveAll(value => value.Name is "@take" or "@skip");
        return With("@take", take).With("@skip", skip);
    }

    /// <summary>Row by row.</summary>
    public async IAsyncEnumerable<DbDataReader> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var connection = _connection ?? await _database!.ConnectAsync(cancellationToken);
        try
        {
            await using var command = Command(connection);
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                yield return rows;
            }
        }
        finally
        {
            if (_connection is null)
            {
                await connection.DisposeAsync();
            }
        }
    }

    public async Task<ImmutableArray<T>> ReadAllAsync<T>(Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        var items = ImmutableArray.CreateBuilder<T>();
        await ReadWhileAsync(
            row =>
            {
                items.Add(read(row));
                return true;
            },
            cancellationToken);
        return items.DrainToImmutable();
    }

    /// <summary>How many rows it changed: for a statement that is no read.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var command = Command(_connection ?? throw new InvalidOperationException("A change needs the connection of its transaction."));
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The first row, or nothing.</summary>
    public async Task<T?> FindAsync<T>(Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        T? found = default;
        await ReadWhileAsync(
            row =>
            {
                found = read(row);
                return false;
            },
            cancellationToken);
        return found;
    }

    /// <summary>Whether there is a row.</summary>
    public Task<bool> AnyAsync(CancellationToken cancellationToken) => FindAsync(_ => true, cancellationToken);

    /// <summary>The one value of the one row, or the error of a list whose cursor names nothing.</summary>
    public async Task<T> ReadCursorAsync<T>(string after, CancellationToken cancellationToken)
    {
        var (found, value) = await FindAsync(row => (true, row.GetFieldValue<T>(0)), cancellationToken);
        return found
            ? value
            : throw new InferenceException(ErrorKind.InvalidParamValue, $"There is nothing with the id '{after}' to go on after.", "after");
    }

    public static T Json<T>(DbDataReader row) => StorageJson.Deserialize<T>(row.GetFieldValue<byte[]>(0));

    /// <summary>Row by row, as long as <paramref name="read"/> returns true.</summary>
    public async Task ReadWhileAsync(Func<DbDataReader, bool> read, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var row in ReadAsync(cancellationToken))
            {
                if (!read(row))
                {
                    return;
                }
            }
        }
        catch (DbException exception) when (_database is not null && StorageFault.Is(exception))
        {
            // In addition to the filter of grain calls, which does not cover reads while a grain is activated.
            throw StorageFault.Translate(exception, _database.Health);
        }
    }

    private DbCommand Command(DbConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = _sql.ToString();
        foreach (var (name, value) in _values)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
