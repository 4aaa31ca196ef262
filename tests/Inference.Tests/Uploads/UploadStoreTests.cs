using System.Data.Common;
using System.Globalization;
using Inference.Infrastructure;
using Inference.Personas;
using Inference.Uploads.Files;
using Orleans.Storage;

namespace Inference.Uploads;

/// <summary>The behaviour of an upload store on every engine.</summary>
[ChoosesStorage]
public abstract class UploadStoreTests
{
    private readonly string _environment = $"env{Guid.NewGuid():n}";

    protected abstract IUploadStore Store { get; }

    /// <summary>A persona's document as it is left when the persona is deleted, in the engine's words.</summary>
    protected abstract string Deleted { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected abstract ValueTask<DbConnection> ConnectAsync();

    [Fact]
    public async Task A_row_conflicts_by_id_or_else_by_name_and_birthdate()
    {
        await ImportAsync(null, Row("1", "Anna", "1985-12-31"), Row(null, "Bea"), Row("3", null));

        Assert.Equal(0, await ConflictsAsync(Row("2", "Anna"), Row(null, "Anna", "1985-12-30"), Row(null, "Beat"), Row("4", null), Row(null, null)));
        Assert.Equal(3, await ConflictsAsync(Row("1", "Zoe"), Row("5", "ANNA ", "1985-12-31"), Row(null, " bea")));
        Assert.Equal(1, await ConflictsAsync(Row("3", "Carl"), Row(null, "Dora")));
    }

    [Fact]
    public async Task A_name_is_the_same_in_any_Unicode_composition()
    {
        Assert.Equal(1, await ConflictsAsync(Row(null, "Rene\u0301e", "1990-01-02"), Row(null, "REN\u00C9E", "1990-01-02"), Row(null, "Renee", "1990-01-02")));
        await ImportAsync(null, Row("1", "Ren\u00E9e", "1990-01-02"));

        Assert.Equal(1, await ConflictsAsync(Row(null, "Rene\u0301e", "1990-01-02"), Row(null, "Rene\u0301e")));
    }

    [Fact]
    public async Task Rows_of_one_session_conflict_with_earlier_ones_of_theirs()
    {
        Assert.Equal(3, await ConflictsAsync(
            Row("1", "Anna"), Row("1", "Bea"), Row(null, "anna"), Row(null, "Carl"), Row("9", "CARL"), Row(null, null), Row(null, null)));
        Assert.Equal(0, await ConflictsAsync(Row("1", "Anna")));
    }

    [Fact]
    public async Task A_deleted_persona_is_no_conflict_and_its_id_is_free()
    {
        await ImportAsync(null, Row("1", "Anna"));
        await ExecuteAsync($"update grain_state set document = {Deleted} where name = 'persona' and key = '{_environment}/1'");

        Assert.Equal(0, await ConflictsAsync(Row("1", "Bea")));
        var done = await ImportAsync(null, Row("1", "Bea"));

        Assert.Equal((1, 0), (done.State.Written, done.State.RejectedCount));
        Assert.Equal(["Bea"], await NamesAsync());
    }

    [Fact]
    public async Task A_concurrent_persona_is_never_overwritten_without_request()
    {
        var upload = await StageAsync(Row("1", "Anna"), Row(null, "Bea"), Row(null, "Carl"));
        await ImportAsync(null, Row("1", "First"), Row(null, "BEA"));

        var done = await ImportAsync(upload, null);

        Assert.Equal((1, 0, 2), (done.State.Written, done.State.Settled, done.State.RejectedCount));
        Assert.Equal(["BEA", "Carl", "First"], await NamesAsync());
        Assert.Equal([("people.csv", 2), ("people.csv", 3)], done.State.Rejected.Select(row => (row.File, row.Row)));
        Assert.StartsWith("The persona '1' was made while the upload was imported", done.State.Rejected[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_were_staged_before_are_not_staged_again()
    {
        var upload = await StageAsync(Row(null, "Anna"), Row(null, "Bea"));
        await Store.StageAsync(upload, [Staged(0, Row(null, "Other")), Staged(1, Row(null, "Other"))], Cancellation);

        await ImportAsync(upload, null);

        Assert.Equal(["Anna", "Bea"], await NamesAsync());
    }

    [Fact]
    public async Task Two_activations_cannot_both_import()
    {
        var upload = await BeginAsync(await StageAsync(Row(null, "Anna"), Row(null, "Bea")), null);
        var next = await Store.ImportAsync(upload, Samples.Noon, Cancellation);

        await Assert.ThrowsAsync<InconsistentStateException>(() => Store.ImportAsync(upload, Samples.Noon, Cancellation));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Store.SaveAsync(upload, upload.State, Cancellation));

        await FinishAsync(next);
        Assert.Equal(["Anna", "Bea"], await NamesAsync());
    }

    [Fact]
    public async Task Many_rows_are_imported_in_steps_in_their_order()
    {
        var rows = Enumerable.Range(0, 1_200).Select(n => Row(null, string.Create(CultureInfo.InvariantCulture, $"Person {n:0000}"))).ToArray();
        var upload = await BeginAsync(await StageAsync(rows), null);
        var steps = 0;
        while (upload.State.Stage == UploadStage.Importing)
        {
            var next = await Store.ImportAsync(upload, Samples.Noon, Cancellation);
            Assert.InRange(next.State.Position - upload.State.Position, 0, 500);
            Assert.Equal(next.State, (await Store.ReadAsync(_environment, upload.State.Token, Cancellation))!.State with { Rejected = next.State.Rejected });
            (upload, steps) = (next, steps + 1);
        }

        Assert.InRange(steps, 4, 1_201);
        Assert.Equal(rows.Select(row => row.Fields.Name), await NamesAsync("id"));
        Assert.True(await Store.DropRowsAsync(upload, Cancellation));
        while (await Store.DropRowsAsync(upload, Cancellation))
        {
            // Until there are none.
        }

        await Store.DeleteAsync(upload, Cancellation);
        Assert.Equal(["0"], await ReadAsync($"select cast(count(*) as text) from upload_rows where session = {upload.Key}"));
        Assert.Null(await Store.ReadAsync(_environment, upload.State.Token, Cancellation));
    }

    private static (string? Id, PersonaFields Fields) Row(string? id, string? name, string? birthdate = null) =>
        (id, new PersonaFields { Name = name, Birthdate = birthdate });

    private static StagedRow Staged(int position, (string? Id, PersonaFields Fields) row) =>
        new(position, row.Id, PersonaMatch.Of(row.Fields), new StagedContent("people.csv", position + 2, row.Fields));

    private async Task<StoredUpload> StageAsync(params (string? Id, PersonaFields Fields)[] rows)
    {
        var state = new UploadState { Environment = _environment, Token = UploadToken.New(Samples.Noon), CreatedAt = Samples.Noon, Total = rows.Length };
        var upload = await Store.CreateAsync(state, Cancellation);
        await Store.StageAsync(upload, [.. rows.Select((row, position) => Staged(position, row))], Cancellation);
        return upload;
    }

    private async Task<int> ConflictsAsync(params (string? Id, PersonaFields Fields)[] rows) =>
        await Store.CountConflictsAsync(await StageAsync(rows), 0, rows.Length, Cancellation);

    private async Task<StoredUpload> ImportAsync(ConflictResolution? resolution, params (string? Id, PersonaFields Fields)[] rows) =>
        await ImportAsync(await StageAsync(rows), resolution);

    private async Task<StoredUpload> ImportAsync(StoredUpload upload, ConflictResolution? resolution) =>
        await FinishAsync(await BeginAsync(upload, resolution));

    private async Task<StoredUpload> FinishAsync(StoredUpload upload)
    {
        while (upload.State.Stage == UploadStage.Importing)
        {
            upload = await Store.ImportAsync(upload, Samples.Noon, Cancellation);
        }

        return upload;
    }

    private Task<StoredUpload> BeginAsync(StoredUpload upload, ConflictResolution? resolution) =>
        Store.SaveAsync(upload, upload.State with { Stage = UploadStage.Importing, Resolution = resolution }, Cancellation);

    private Task<List<string>> NamesAsync(string order = "1") => ReadAsync(
        $"select document -> 'fields' ->> 'name' from grain_state where name = 'persona' and environment = '{_environment}' order by {order}");

    private async Task<List<string>> ReadAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync(Cancellation);
        var values = new List<string>();
        while (await rows.ReadAsync(Cancellation))
        {
            values.Add(rows.GetString(0));
        }

        return values;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Cancellation));
    }
}
