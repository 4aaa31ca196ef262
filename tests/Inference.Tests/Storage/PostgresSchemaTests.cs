using Inference.Infrastructure;
using Inference.Postgres;
using Inference.Sql;
using Npgsql;

namespace Inference.Storage;

[ChoosesStorage]
public sealed class PostgresSchemaTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_silos_may_bring_the_schema_up_to_date_at_once()
    {
        var connection = await TestPostgres.CreateEmptyDatabaseAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OpenAsync(connection)));

        Assert.Equal(0L, await ScalarAsync(connection, "select count(*) from schemaversions group by scriptname having count(*) > 1"));
        Assert.True(await ScalarAsync(connection, "select count(*) from OrleansQuery") > 3);
    }

    [Fact]
    public async Task A_schema_from_the_future_is_refused()
    {
        var connection = await TestPostgres.CreateDatabaseAsync();
        await ScalarAsync(connection, "insert into schemaversions (scriptname, applied) values ('Inference.Silo.Postgres.Scripts.9999_future.sql', now())");

        var error = await Assert.ThrowsAsync<StorageException>(() => OpenAsync(connection));

        Assert.Contains("newer version", error.Message, StringComparison.Ordinal);
    }

    private static async Task OpenAsync(string connection)
    {
        await using var database = new PostgresDatabase(connection);
        await database.OpenAsync(Cancellation);
    }

    private static async Task<long> ScalarAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return (long?)await command.ExecuteScalarAsync(Cancellation) ?? 0;
    }
}
