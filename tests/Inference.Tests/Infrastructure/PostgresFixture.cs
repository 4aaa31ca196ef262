using Inference.Postgres;

namespace Inference.Infrastructure;

public sealed class PostgresFixture() : StoreFixture(StorageEngine.Postgres)
{
    internal PostgresDatabase Server => ((PostgresTestDatabase)Database).Server;
}
