using System.Text;
using Inference.Sql;
using Inference.Storage;

namespace Inference.Sqlite;

/// <summary>Reads are served from the page cache in microseconds, so they stay on the caller's thread.</summary>
internal sealed class SqliteDocumentStore(SqliteDatabase database) : SqlDocumentStore(database)
{
    public override async Task ForgetDeletedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        using var lease = await database.Gate.EnterAsync(cancellationToken);
        using var connection = database.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "delete from grain_state where environment = '' and document ->> '$.deleted_at' < $before ->> '$'";
        command.Parameters.AddWithValue("$before", Encoding.UTF8.GetString(StorageJson.Serialize(before)));
        await StorageFault.TranslateAsync(command.ExecuteNonQueryAsync(cancellationToken), database.Health);
    }
}
