using System.Text;
using Inference.Errors;
using Inference.Infrastructure;
using Inference.Paging;
using Inference.Sqlite;
using static Inference.Infrastructure.Samples;

namespace Inference.Storage;

public sealed class SqliteDocumentStoreTests(SqliteFixture files) : IClassFixture<SqliteFixture>
{
    private readonly string _name = NewId("state_");

    private SqliteDocumentStore Documents => new(files.Database);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lists_are_newest_first_within_one_environment_or_all()
    {
        Add("prod", "a", 1);
        Add("prod", "b", 2);
        Add("play", "c", 2);
        Add("prod", "d", 0);

        Assert.Equal(("b a", true), await ListAsync("prod", new PageRequest { Size = 2 }));
        Assert.Equal(("d", false), await ListAsync("prod", new PageRequest { Size = 2, After = "a" }));
        Assert.Equal(("c b a d", false), await ListAsync(null, new PageRequest { Size = 4 }));
        Assert.Equal(("b a", true), await ListAsync(null, new PageRequest { Size = 2, After = "c" }));
        Assert.Equal(("a", true), await ListAsync("prod", new PageRequest { Size = 1, Skip = 1 }));
        Assert.Equal(["b", "a", "d"], (await Documents.ReadAllAsync<Note>(_name, "prod", Cancellation)).Select(note => note.Id));
    }

    [Fact]
    public async Task A_cursor_of_another_environment_is_refused()
    {
        Add("play", "c", 2);

        var error = await Assert.ThrowsAsync<InferenceException>(() => ListAsync("prod", new PageRequest { Size = 2, After = "c" }));

        Assert.Equal((ErrorKind.InvalidParamValue, "after"), (error.Kind, error.Param));
    }

    [Fact]
    public async Task Whether_there_is_any_can_be_asked()
    {
        Assert.False(await Documents.AnyAsync(_name, Cancellation));
        Add("prod", "a", 1);
        Assert.True(await Documents.AnyAsync(_name, Cancellation));
    }

    [Fact]
    public async Task A_document_is_found_by_what_it_matches_in_its_environment_alone()
    {
        Add("prod", "a", 1, """{"match":"spring"}""");

        Assert.True(await Documents.AnyAsync(_name, "prod", "spring", Cancellation));
        Assert.False(await Documents.AnyAsync(_name, "play", "spring", Cancellation));
        Assert.False(await Documents.AnyAsync(_name, "prod", "Spring", Cancellation));
    }

    [Fact]
    public async Task What_was_deleted_long_ago_is_forgotten_and_nothing_else()
    {
        Add("", "old", 1, """{"deleted_at":"2026-11-23T12:00:00.000Z"}""");
        Add("", "new", 1, """{"deleted_at":"2026-11-23T12:00:00.001Z"}""");
        Add("prod", "there", 1);

        await Documents.ForgetDeletedAsync(Noon.AddMilliseconds(1), Cancellation);

        Assert.Equal(("there new", false), await ListAsync(null, new PageRequest { Size = 5 }));
    }

    private void Add(string environment, string id, int second, string more = "{}")
    {
        using var connection = files.Database.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "insert into grain_state (name, key, version, document) values ($name, $key, 1, json_patch($document, $more))";
        command.Parameters.AddWithValue("$name", _name);
        command.Parameters.AddWithValue("$key", $"{environment}/{id}");
        command.Parameters.AddWithValue(
            "$document", Encoding.UTF8.GetString(StorageJson.Serialize(new Note { Id = id, Environment = environment, CreatedAt = Noon.AddSeconds(second) })));
        command.Parameters.AddWithValue("$more", more);
        command.ExecuteNonQuery();
    }

    private async Task<(string Ids, bool HasMore)> ListAsync(string? environment, PageRequest page)
    {
        var list = await Documents.ListAsync<Note>(_name, environment, page, Cancellation);
        return (string.Join(' ', list.Items.Select(note => note.Id)), list.HasMore);
    }
}
