using System.Collections.Immutable;
using Inference.Paging;
using Inference.Storage;

namespace Inference.Sql;

internal abstract class SqlDocumentStore(SqlDatabase database) : IDocumentStore
{
    public async Task<Page<T>> ListAsync<T>(string name, string? environment, PageRequest page, CancellationToken cancellationToken)
    {
        var query = new SqlQuery(database, "select document, id from grain_state where name = @name")
            .With("@name", name)
            .Where("environment = @environment", "@environment", environment);
        if (page.After is { } after)
        {
            query.Add("and (created_at, id) < (@created_at, @after)")
                .With("@created_at", await CreatedAtAsync(name, environment, after, cancellationToken))
                .With("@after", after);
        }

        return await new PageReader<T>(database, page, (_, document) => StorageJson.Deserialize<T>(document)).ReadAsync(query.InOrder(), cancellationToken);
    }

    public async Task<ImmutableArray<T>> ReadAllAsync<T>(string name, string environment, CancellationToken cancellationToken)
    {
        var items = ImmutableArray.CreateBuilder<T>();
        await new SqlQuery(
            database, "select document, id from grain_state where name = @name and environment = @environment order by created_at desc, id desc")
            .With("@name", name)
            .With("@environment", environment)
            .ReadWhileAsync(row => database.Unreadable.TryRead(() => row.GetString(1), () => items.Add(SqlQuery.Json<T>(row))), cancellationToken);
        return items.DrainToImmutable();
    }

    public Task<bool> AnyAsync(string name, CancellationToken cancellationToken) =>
        new SqlQuery(database, "select 1 from grain_state where name = @name limit 1").With("@name", name).AnyAsync(cancellationToken);

    public Task<bool> AnyAsync(string name, string environment, string match, CancellationToken cancellationToken) =>
        new SqlQuery(database, "select 1 from grain_state where name = @name and environment = @environment and match = @match limit 1")
            .With("@name", name)
            .With("@environment", environment)
            .With("@match", match)
            .AnyAsync(cancellationToken);

    public abstract Task ForgetDeletedAsync(DateTimeOffset before, CancellationToken cancellationToken);

    private Task<string> CreatedAtAsync(string name, string? environment, string id, CancellationToken cancellationToken) =>
        new SqlQuery(database, "select created_at from grain_state where name = @name and id = @id")
            .With("@name", name)
            .With("@id", id)
            .Where("environment = @environment", "@environment", environment)
            .ReadCursorAsync<string>(id, cancellationToken);
}
