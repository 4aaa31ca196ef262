using Inference.Sqlite;

namespace Inference.Infrastructure;

public sealed class SqliteFixture() : StoreFixture(StorageEngine.Sqlite)
{
    internal SqliteDatabase File => ((SqliteTestDatabase)Database).File;
}
