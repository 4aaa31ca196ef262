namespace Inference.Infrastructure;

public enum StorageEngine
{
    Sqlite,
    Postgres,
}
