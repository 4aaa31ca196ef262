using System.Data.Common;
using CsCheck;
using Inference.Infrastructure;
using Inference.Personas;
using Inference.Postgres;
using Inference.Postgres.Uploads;
using Inference.Sql;
using Npgsql;

namespace Inference.Uploads;

public sealed class PostgresUploadStoreTests(PostgresFixture server) : UploadStoreTests, IClassFixture<PostgresFixture>, IDisposable
{
    private static readonly Gen<(string? Id, string? Name)[]> Rows =
        Gen.Select(Gen.OneOfConst(null, "1", "2", "per_3"), Gen.OneOfConst(null, "Anna", "Bea", "Carl", "Dora")).Array[0, 16];

    private readonly PostgresUploadStore _store = new(server.Server, new PostgresRetries(TimeProvider.System, server.Server.Health));

    protected override IUploadStore Store => _store;

    protected override string Deleted => """jsonb_set(document, '{environment}', '""')""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Rows_come_to_the_same_in_batches_of_any_size()
    {
        var resolutions = Gen.OneOfConst<ConflictResolution?>(null, ConflictResolution.Overwrite, ConflictResolution.Create, ConflictResolution.Skip);
        await Gen.Select(Rows, Rows, resolutions, Gen.Int[2, 20]).SampleAsync(
            async (before, rows, resolution, size) =>
            {
                var tokens = (UploadToken.New(Samples.Noon), UploadToken.New(Samples.Noon));
                Assert.Equal(await ImportAsync(1, tokens, before, rows, resolution), await ImportAsync(size, tokens, before, rows, resolution));
            },
            iter: 50,
            threads: 1);
    }

    [Theory]
    [InlineData(UploadStatements.CountConflicts, 4)]
    [InlineData(PersonaImport.ReadRows, 4)]
    [InlineData(PersonaImport.Lock, 2)]
    public async Task Personas_and_rows_are_found_by_indexes(string sql, int parameters)
    {
        await using var connection = await server.Server.Source.OpenConnectionAsync(Cancellation);
        await ExecuteAsync(connection, "set enable_seqscan = off; set plan_cache_mode = force_generic_plan");
        var values = sql == PersonaImport.Lock ? "'{a,b}', 'c'" : string.Join(", ", Enumerable.Repeat("'1'", parameters));
        var name = $"asked_{Guid.NewGuid():n}";
        await ExecuteAsync(connection, $"prepare {name} as {sql}");
        await using var command = new NpgsqlCommand($"explain execute {name} ({values})", connection);
        await using var rows = await command.ExecuteReaderAsync(Cancellation);
        var plan = new List<string>();
        while (await rows.ReadAsync(Cancellation))
        {
            plan.Add(rows.GetString(0));
        }

        Assert.Contains(plan, line => line.Contains("Index Cond", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains("Seq Scan", StringComparison.Ordinal) || line.Contains("hashed", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains("Filter: (document", StringComparison.Ordinal));
    }

    protected override async ValueTask<DbConnection> ConnectAsync() => await server.Server.Source.OpenConnectionAsync(Cancellation);

    /// <summary>The result of two imports in sequence in an environment of their own.</summary>
    private async Task<string> ImportAsync(
        int batchRows,
        (string First, string Second) tokens,
        (string? Id, string? Name)[] before,
        (string? Id, string? Name)[] rows,
        ConflictResolution? resolution)
    {
        var environment = $"env{Guid.NewGuid():n}";
        using var store = new PostgresUploadStore(server.Server, new PostgresRetries(TimeProvider.System, server.Server.Health)) { BatchRows = batchRows };
        await UploadAsync(store, environment, tokens.First, before, ConflictResolution.Create);
        var done = await UploadAsync(store, environment, tokens.Second, rows, resolution);
        await using var connection = await server.Server.Source.OpenConnectionAsync(Cancellation);
        await using var command = new NpgsqlCommand(
            "select coalesce(string_agg((document - 'environment')::text, '; ' order by id), '') from grain_state where environment = $1", connection)
        {
            Parameters = { new NpgsqlParameter { Value = environment } },
        };
        var rejected = string.Join(", ", done.Rejected.Select(row => $"{row.Row} {row.Reason}"));
        return $"{done.Position} {done.Written} {done.Settled} {done.RejectedCount} ({rejected}) {await command.ExecuteScalarAsync(Cancellation)}";
    }

    private static async Task<UploadState> UploadAsync(
        PostgresUploadStore store, string environment, string token, (string? Id, string? Name)[] rows, ConflictResolution? resolution)
    {
        var upload = await store.CreateAsync(
            new UploadState { Environment = environment, Token = token, Stage = UploadStage.Importing, Resolution = resolution, Total = rows.Length }, Cancellation);
        var staged = rows.Select((row, position) =>
        {
            var fields = new PersonaFields { Name = row.Name, Notes = $"Row {position}" };
            return new StagedRow(position, row.Id, PersonaMatch.Of(fields), new StagedContent("people.csv", position + 2, fields));
        });
        await store.StageAsync(upload, [.. staged], Cancellation);
        while (upload.State.Stage == UploadStage.Importing)
        {
            upload = await store.ImportAsync(upload, Samples.Noon, Cancellation);
        }

        return upload.State;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
