using Inference.Binding;
using Inference.Infrastructure;
using Inference.Paging;
using Inference.Sqlite;
using Inference.Storage.Grains;
using Microsoft.Extensions.Logging;

namespace Inference.Storage;

public sealed class UnreadableRowsTests
{
    [Fact]
    public async Task A_document_that_is_left_out_is_logged_by_its_id()
    {
        using var directory = new TemporaryDirectory();
        using var lines = new LogLines();
        using var logs = LoggerFactory.Create(logging => logging.AddProvider(lines));
        using var database = new SqliteDatabase(directory.Path, logs);
        database.Open();
        using (var connection = database.Connect())
        using (var command = connection.CreateCommand())
        {
            command.CommandText = """
                insert into grain_state (name, key, version, document) values ('note', 'a', 1, '{"id":"note_a","created_at":"a","environment":"prod"}')
                """;
            command.ExecuteNonQuery();
        }

        var page = await new SqliteDocumentStore(database)
            .ListAsync<Note>("note", "prod", new PageRequest { Size = 5 }, TestContext.Current.CancellationToken);

        Assert.Empty(page.Items);
        Assert.StartsWith("Warning: The stored document note_a could not be read and was left out of a list", Assert.Single(lines.Lines), StringComparison.Ordinal);
    }
}
