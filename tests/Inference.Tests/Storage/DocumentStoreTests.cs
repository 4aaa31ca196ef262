using System.Text.Json;
using System.Text.Json.Nodes;
using Inference.Errors;
using Inference.Infrastructure;
using Inference.Paging;
using Inference.Storage.Grains;
using static Inference.Infrastructure.Samples;

namespace Inference.Storage;

[ChoosesStorage]
public abstract class DocumentStoreTests(StoreFixture files)
{
    public sealed class OnSqlite(SqliteFixture files) : DocumentStoreTests(files), IClassFixture<SqliteFixture>;

    public sealed class OnPostgres(PostgresFixture files) : DocumentStoreTests(files), IClassFixture<PostgresFixture>;

    private readonly string _name = NewId("state_");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lists_are_newest_first_within_one_environment_or_all()
    {
        await AddAsync("prod", "a", 1);
        await AddAsync("prod", "b", 2);
        await AddAsync("play", "c", 2);
        await AddAsync("prod", "d", 0);

        Assert.Equal(("b a", true), await ListAsync("prod", new PageRequest { Size = 2 }));
        Assert.Equal(("d", false), await ListAsync("prod", new PageRequest { Size = 2, After = "a" }));
        Assert.Equal(("c b a d", false), await ListAsync(null, new PageRequest { Size = 4 }));
        Assert.Equal(("b a", true), await ListAsync(null, new PageRequest { Size = 2, After = "c" }));
        Assert.Equal(("a", true), await ListAsync("prod", new PageRequest { Size = 1, Skip = 1 }));
        Assert.Equal(["b", "a", "d"], (await files.Documents.ReadAllAsync<Note>(_name, "prod", Cancellation)).Select(note => note.Id));
    }

    [Fact]
    public async Task A_cursor_of_another_environment_is_refused()
    {
        await AddAsync("play", "c", 2);

        var error = await Assert.ThrowsAsync<InferenceException>(() => ListAsync("prod", new PageRequest { Size = 2, After = "c" }));

        Assert.Equal((ErrorKind.InvalidParamValue, "after"), (error.Kind, error.Param));
    }

    [Fact]
    public async Task Whether_there_is_any_can_be_asked()
    {
        Assert.False(await files.Documents.AnyAsync(_name, Cancellation));
        await AddAsync("prod", "a", 1);
        Assert.True(await files.Documents.AnyAsync(_name, Cancellation));
    }

    [Fact]
    public async Task A_document_is_found_by_what_it_matches_in_its_environment_alone()
    {
        await AddAsync("prod", "a", 1, """{"match":"spring"}""");

        Assert.True(await files.Documents.AnyAsync(_name, "prod", "spring", Cancellation));
        Assert.False(await files.Documents.AnyAsync(_name, "play", "spring", Cancellation));
        Assert.False(await files.Documents.AnyAsync(_name, "prod", "Spring", Cancellation));
    }

    [Fact]
    public async Task What_was_deleted_long_ago_is_forgotten_and_nothing_else()
    {
        await AddAsync("", "old", 1, """{"deleted_at":"2026-11-23T12:00:00.000Z"}""");
        await AddAsync("", "new", 1, """{"deleted_at":"2026-11-23T12:00:00.001Z"}""");
        await AddAsync("prod", "there", 1);

        await files.Documents.ForgetDeletedAsync(Noon.AddMilliseconds(1), Cancellation);

        Assert.Equal(("there new", false), await ListAsync(null, new PageRequest { Size = 5 }));
    }

    private Task AddAsync(string environment, string id, int second, string more = "{}")
    {
        var document = JsonSerializer.SerializeToNode(
            new Note { Id = id, Environment = environment, CreatedAt = Noon.AddSeconds(second) }, StorageJson.Options)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(more)!.AsObject())
        {
            document[name] = value?.DeepClone();
        }

        return files.Database.AddDocumentAsync(_name, $"{environment}/{id}", document.ToJsonString());
    }

    private async Task<(string Ids, bool HasMore)> ListAsync(string? environment, PageRequest page)
    {
        var list = await files.Documents.ListAsync<Note>(_name, environment, page, Cancellation);
        return (string.Join(' ', list.Items.Select(note => note.Id)), list.HasMore);
    }
}
