using System.Collections.Immutable;
using System.Text;
using Inference.Paging;
using Inference.Storage;

namespace Inference.Sqlite;

/// <summary>Reads are served from the page cache in microseconds, so they stay on the caller's thread.</summary>
internal sealed class SqliteDocumentStore(SqliteDatabase database) : IDocumentStore
{
    public Task<Page<T>> ListAsync<T>(string name, string? environment, PageRequest page, CancellationToken cancellationToken)
    {
        using var query = new SqliteQuery(database, "select document from grain_state where name = $name")
            .With("$name", name)
            .Where("environment = $environment", "$environment", environment);
        if (page.After is { } after)
        {
            query.Add("and (created_at, id) < ($created_at, $after)")
                .With("$created_at", CreatedAt(name, environment, after))
                .With("$after", after);
        }

        return Task.FromResult(query.Page(page).ReadPage(page.Size, SqliteQuery.Json<T>));
    }

    public Task<ImmutableArray<T>> ReadAllAsync<T>(string name, string environment, CancellationToken cancellationToken)
    {
        using var query = new SqliteQuery(
            database, "select document from grain_state where name = $name and environment = $environment order by created_at desc, id desc")
            .With("$name", name)
            .With("$environment", environment);
        return Task.FromResult(query.ReadAll(SqliteQuery.Json<T>));
    }

    public Task<bool> AnyAsync(string name, CancellationToken cancellationToken)
    {
        using var query = new SqliteQuery(database, "select 1 from grain_state where name = $name limit 1").With("$name", name);
        using var rows = query.Read();
        return Task.FromResult(rows.Read());
    }

    public Task<bool> AnyAsync(string name, string environment, string match, CancellationToken cancellationToken)
    {
        using var query = new SqliteQuery(
            database, "select 1 from grain_state where name = $name and environment = $environment and match = $match limit 1")
            .With("$name", name)
            .With("$environment", environment)
            .With("$match", match);
        using var rows = query.Read();
        return Task.FromResult(rows.Read());
    }

    public async Task ForgetDeletedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        using var pass = await database.Gate.EnterAsync(cancellationToken);
        using var connection = database.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "delete from grain_state where environment = '' and document ->> '$.deleted_at' < $before ->> '$'";
        command.Parameters.AddWithValue("$before", Encoding.UTF8.GetString(StorageJson.Serialize(before)));
        command.ExecuteNonQuery();
    }

    private string CreatedAt(string name, string? environment, string id)
    {
        using var query = new SqliteQuery(database, "select created_at from grain_state where name = $name and id = $id")
            .With("$name", name)
            .With("$id", id)
            .Where("environment = $environment", "$environment", environment);
        return query.ReadCursor<string>(id);
    }
}
