using System.Text.Json.Nodes;
using Inference.Infrastructure;
using Inference.Messages;
using Inference.Sql;

namespace Inference.Storage.Grains;

public sealed class GrainStorageTests(InferenceFixture fixture)
{
    private readonly string _key = $"prod/note_{Guid.NewGuid():n}";

    private INoteGrain Note => fixture.Grains.GetGrain<INoteGrain>(_key);

    [Fact]
    public async Task What_a_grain_saved_is_there_when_it_wakes()
    {
        var note = new Note
        {
            Id = "n1",
            Environment = "prod",
            CreatedAt = new DateTimeOffset(2026, 11, 23, 10, 0, 0, 120, TimeSpan.Zero),
            FileContext = "Grüße, 世界",
            WrittenBy = Role.Assistant,
            Tags = ["a"],
        };

        await Note.SaveAsync(note);
        await Note.SaveAsync(note with { FileContext = "2" });
        await Note.ForgetAsync();

        var found = await Note.ReadAsync();
        Assert.Equal("2", found!.FileContext);
        Assert.Equal(note.CreatedAt, found.CreatedAt);
        Assert.Equal(Role.Assistant, found.WrittenBy);
        Assert.Equal(["a"], found.Tags);
    }

    [Fact]
    public async Task A_cleared_document_is_gone_and_can_be_made_again()
    {
        await Note.SaveAsync(new Note { Id = "n1" });
        await Note.ClearAsync();
        Assert.Null(await Note.ReadAsync());

        await Note.SaveAsync(new Note { Id = "n2" });
        await Note.ClearAsync();
        await Note.ForgetAsync();
        Assert.Null(await Note.ReadAsync());

        await Note.SaveAsync(new Note { Id = "n3" });
        await Note.ForgetAsync();
        Assert.Equal("n3", (await Note.ReadAsync())!.Id);
    }

    [Fact]
    public async Task The_row_can_be_read_by_its_names()
    {
        await Note.SaveAsync(new Note { Id = "n1", Environment = "prod", CreatedAt = DateTimeOffset.UnixEpoch, FileContext = "ä" });

        var document = await new SqlQuery(fixture.Host.Database.Sql, "select document from grain_state where name = 'note' and key = @key")
            .With("@key", _key)
            .FindAsync(row => JsonNode.Parse(row.GetFieldValue<byte[]>(0)), TestContext.Current.CancellationToken);

        // Not as text: jsonb keeps neither the order nor the spaces.
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"id":"n1","environment":"prod","created_at":"1970-01-01T00:00:00.000Z","file_context":"ä","written_by":"system","tags":[],"counts":{}}"""),
            document));
    }
}
