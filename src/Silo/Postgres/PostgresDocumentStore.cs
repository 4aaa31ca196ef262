using System.Text.Json;
using Inference.Sql;
using Inference.Storage;

namespace Inference.Postgres;

internal sealed class PostgresDocumentStore(PostgresDatabase database) : SqlDocumentStore(database)
{
    public override async Task ForgetDeletedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(
            "delete from grain_state where environment = '' and document ->> 'deleted_at' < @before collate \"C\"");
        command.Parameters.AddWithValue("before", JsonSerializer.SerializeToElement(before, StorageJson.Options).GetString()!);
        await StorageFault.TranslateAsync(command.ExecuteNonQueryAsync(cancellationToken), database.Health);
    }
}
