using System.Data.Common;
using Inference.Infrastructure;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Inference.Storage.FirstRelease;

/// <summary>
/// What the first commit that had an engine's schema stored, dumped as SQL by the engine's own program: an admin key of the configuration, a key, an expert, two chats
/// with three turns, a completion with an Idempotency-Key, all of 30 November 2026.
/// </summary>
internal static class FirstRelease
{
    public const string AdminKey = "first-release-admin-key-0123456789abcdef";

    /// <summary>Fills a database that has nothing in it, not even a schema.</summary>
    public static async Task<TestDatabase> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        TestDatabase database = TestDatabase.DefaultEngine is StorageEngine.Sqlite
            ? new SqliteTestDatabase()
            : new PostgresTestDatabase(await TestPostgres.CreateEmptyDatabaseAsync());
        await using DbConnection connection = TestDatabase.DefaultEngine is StorageEngine.Sqlite
            ? new SqliteConnection($"Data Source={Path.Combine(database.Settings["Inference:DataDirectory"]!, "inference.db")};Pooling=false")
            : new NpgsqlConnection($"{database.Settings["ConnectionStrings:Inference"]};Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = Script();
        await command.ExecuteNonQueryAsync(cancellationToken);
        return database;
    }

    private static string Script()
    {
        var name = TestDatabase.DefaultEngine is StorageEngine.Sqlite ? "sqlite" : "postgres";
        using var reader = new StreamReader(typeof(FirstRelease).Assembly.GetManifestResourceStream($"FirstRelease.{name}.sql")!);
        return reader.ReadToEnd();
    }
}
