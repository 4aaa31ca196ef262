using System.Text;
using Inference.Infrastructure;
using Inference.Personas;
using Inference.Postgres;
using Inference.Postgres.Uploads;
using Npgsql;
using NpgsqlTypes;

namespace Inference.Uploads;

/// <summary>Imports beside others who write, and while the database crashes.</summary>
[ChoosesStorage]
public sealed class PostgresImportTests
{
    private const int People = 400;

    private readonly string _environment = $"env{Guid.NewGuid():n}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // Each write of a persona raises its version by one, from every writer. A lost one would be missing from the sum.
    [Fact]
    public async Task Writes_beside_imports_are_not_lost()
    {
        await using var database = new PostgresDatabase(await TestPostgres.CreateDatabaseAsync());
        using var store = new PostgresUploadStore(database, new PostgresRetries(TimeProvider.System, database.Health)) { BatchRows = 40 };
        await ImportAsync(store, await BeginAsync(store, ConflictResolution.Overwrite, Enumerable.Range(0, People), withId: _ => true));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var writers = Enumerable.Range(0, 4).Select(n => RenameAsync(database, new Random(n), stop.Token)).ToArray();
        var imports = await Task.WhenAll(
            ImportAsync(store, await BeginAsync(store, ConflictResolution.Overwrite, Enumerable.Range(0, People), n => n % 2 == 0)),
            ImportAsync(store, await BeginAsync(store, ConflictResolution.Overwrite, Enumerable.Range(0, People).Reverse(), n => n % 3 == 0)));
        await stop.CancelAsync();
        var renamed = (await Task.WhenAll(writers)).Sum();

        Assert.All(imports, upload => Assert.Equal((People, 0), (upload.State.Written, upload.State.RejectedCount)));
        Assert.InRange(renamed, 1, int.MaxValue);
        Assert.Equal(
            renamed + imports.Sum(upload => upload.State.Settled),
            await CountAsync(database, "sum(version) - count(*)"));
    }

    [Fact]
    public async Task Imports_that_wait_for_each_other_leave_connections_to_others()
    {
        var few = new NpgsqlConnectionStringBuilder(await TestPostgres.CreateDatabaseAsync()) { MaxPoolSize = 3, Timeout = 2 };
        await using var database = new PostgresDatabase(few.ConnectionString);
        using var store = new PostgresUploadStore(database, new PostgresRetries(TimeProvider.System, database.Health));
        var uploads = new List<StoredUpload>();
        for (var n = 0; n < 4; n++)
        {
            uploads.Add(await BeginAsync(store, null, [n], withId: _ => false));
        }

        Task<StoredUpload>[] imports;
        await using (var other = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(few.ConnectionString) { Pooling = false }.ConnectionString))
        {
            await other.OpenAsync(Cancellation);
            await using var transaction = await other.BeginTransactionAsync(Cancellation);
            await using var turn = new NpgsqlCommand(PersonaImport.TakeTurn, other) { Parameters = { new NpgsqlParameter { Value = _environment } } };
            await turn.ExecuteNonQueryAsync(Cancellation);
            imports = [.. uploads.Select(upload => ImportAsync(store, upload))];

            Assert.All(
                await Task.WhenAll(uploads.Select(upload => store.ReadAsync(_environment, upload.State.Token, Cancellation))),
                upload => Assert.Equal(UploadStage.Importing, upload!.State.Stage));
        }

        Assert.All(await Task.WhenAll(imports), upload => Assert.Equal(1, upload.State.Written));
    }

    [Fact]
    public async Task Across_a_database_crash_completed_imports_stay_and_others_resume()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("INFERENCE_TEST_POSTGRES") is { Length: > 0 }, "A server that the run does not own is not crashed.");
        await using var server = await PostgresServer.StartAsync();
        var connection = server.ConnectionString(await server.CreateDatabaseAsync());
        StoredUpload? upload;
        await using (var database = new PostgresDatabase(connection))
        {
            await database.OpenAsync(Cancellation);
            using var store = new PostgresUploadStore(database, new PostgresRetries(TimeProvider.System, database.Health)) { BatchRows = 40 };
            upload = await BeginAsync(store, null, Enumerable.Range(0, People), _ => false);
            while (upload.State.Position < People / 2)
            {
                upload = await store.ImportAsync(upload, Samples.Noon, Cancellation);
            }

            await server.CrashAsync();
        }

        await server.RecoverAsync();
        await using (var database = new PostgresDatabase(connection))
        {
            using var store = new PostgresUploadStore(database, new PostgresRetries(TimeProvider.System, database.Health)) { BatchRows = 40 };
            upload = await store.ReadAsync(_environment, upload.State.Token, Cancellation);
            Assert.Equal(UploadStage.Importing, upload!.State.Stage);
            Assert.Equal(upload.State.Position, await CountAsync(database, "count(*)"));
            await ImportAsync(store, upload);
            await server.CrashAsync();
        }

        await server.RecoverAsync();
        await using (var database = new PostgresDatabase(connection))
        {
            using var store = new PostgresUploadStore(database, new PostgresRetries(TimeProvider.System, database.Health));
            upload = await store.ReadAsync(_environment, upload.State.Token, Cancellation);
            Assert.Equal((UploadStage.Completed, People), (upload!.State.Stage, upload.State.Written));
            Assert.Equal(People, await CountAsync(database, "count(*)"));
        }
    }

    private async Task<StoredUpload> BeginAsync(
        PostgresUploadStore store, ConflictResolution? resolution, IEnumerable<int> people, Func<int, bool> withId)
    {
        var state = new UploadState { Environment = _environment, Token = UploadToken.New(Samples.Noon), Resolution = resolution, Total = People };
        var upload = await store.CreateAsync(state, Cancellation);
        var rows = people.Select((n, position) =>
        {
            var fields = new PersonaFields { Name = $"Person {n}" };
            return new StagedRow(position, withId(n) ? $"{n}" : null, PersonaMatch.Of(fields), new StagedContent("people.csv", position + 2, fields));
        });
        await store.StageAsync(upload, [.. rows], Cancellation);
        return await store.SaveAsync(upload, state with { Stage = UploadStage.Importing }, Cancellation);
    }

    private static async Task<StoredUpload> ImportAsync(PostgresUploadStore store, StoredUpload upload)
    {
        while (upload.State.Stage == UploadStage.Importing)
        {
            upload = await store.ImportAsync(upload, Samples.Noon, Cancellation);
        }

        return upload;
    }

    /// <summary>Reads and writes personas in the way their grains do, until it is stopped: how many writes were acknowledged.</summary>
    private async Task<int> RenameAsync(PostgresDatabase database, Random random, CancellationToken stop)
    {
        await using var connection = await database.Source.OpenConnectionAsync(Cancellation);
        await using var query = new NpgsqlCommand("select querytext from OrleansQuery where querykey = 'WriteToStorageKey'", connection);
        var write = (string)(await query.ExecuteScalarAsync(Cancellation))!;
        var written = 0;
        while (!stop.IsCancellationRequested)
        {
            var key = $"{_environment}/{random.Next(People)}";
            var (version, document) = await ReadAsync(connection, key);
            var renamed = document.Replace("Person", "Parson", StringComparison.Ordinal).Replace("person", "parson", StringComparison.Ordinal);
            written += await WriteAsync(connection, write, key, version, renamed);
        }

        return written;
    }

    private static async Task<(int Version, string Document)> ReadAsync(NpgsqlConnection connection, string key)
    {
        await using var command = new NpgsqlCommand("select version, document::text from grain_state where name = 'persona' and key = @key", connection);
        command.Parameters.AddWithValue("key", key);
        await using var rows = await command.ExecuteReaderAsync(Cancellation);
        Assert.True(await rows.ReadAsync(Cancellation));
        return (rows.GetInt32(0), rows.GetString(1));
    }

    private static async Task<int> WriteAsync(NpgsqlConnection connection, string write, string key, int version, string document)
    {
        await using var command = new NpgsqlCommand(write, connection);
        command.Parameters.AddWithValue("GrainTypeString", "persona");
        command.Parameters.AddWithValue("GrainIdExtensionString", key);
        command.Parameters.AddWithValue("GrainIdN0", 0L);
        command.Parameters.AddWithValue("GrainIdN1", 0L);
        command.Parameters.AddWithValue("GrainStateVersion", NpgsqlDbType.Integer, version);
        command.Parameters.AddWithValue("PayloadBinary", Encoding.UTF8.GetBytes(document));
        return await command.ExecuteScalarAsync(Cancellation) is null ? 0 : 1;
    }

    private async Task<long> CountAsync(PostgresDatabase database, string what)
    {
        await using var command = database.Source.CreateCommand($"select {what} from grain_state where name = 'persona' and environment = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = _environment });
        return Convert.ToInt64(await command.ExecuteScalarAsync(Cancellation), System.Globalization.CultureInfo.InvariantCulture);
    }
}
