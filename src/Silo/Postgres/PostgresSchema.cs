using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using Inference.Sql;
using Npgsql;

namespace Inference.Postgres;

/// <summary>Brings the database up to this version's schema: numbered scripts, each applied once, by one process at a time.</summary>
internal static class PostgresSchema
{
    // Any number that no other lock of the database uses.
    private const long Lock = 0x696E666572656E63;

    // A script may read every log; the driver's own limit is meant for requests.
    private static readonly TimeSpan LongestScript = TimeSpan.FromHours(6);

    /// <param name="connection">Holds the lock meanwhile.</param>
    /// <param name="connectionString">Where the scripts run.</param>
    /// <param name="cancellationToken">Cancels the wait for another process that upgrades.</param>
    /// <exception cref="StorageException">A newer version wrote the schema, or it cannot be upgraded.</exception>
    public static async Task UpgradeAsync(NpgsqlConnection connection, string connectionString, CancellationToken cancellationToken)
    {
        var upgrader = CreateUpgrader(connectionString);
        if (!IsBehind(upgrader))
        {
            return;
        }

        await ExecuteAsync(connection, $"select pg_advisory_lock({Lock})", cancellationToken);
        try
        {
            Upgrade(upgrader);
        }
        finally
        {
            await ExecuteAsync(connection, $"select pg_advisory_unlock({Lock})", CancellationToken.None);
        }
    }

    private static bool IsBehind(UpgradeEngine upgrader)
    {
        SchemaScripts.RefuseNewer(upgrader);
        return upgrader.IsUpgradeRequired();
    }

    private static void Upgrade(UpgradeEngine upgrader)
    {
        if (IsBehind(upgrader) && upgrader.PerformUpgrade() is { Successful: false } result)
        {
            throw new StorageException(
                result.Error is PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } denied
                    ? $"The schema is behind, and this user may not change it. Run the server once with --migrate as a user who may. ({denied.MessageText})"
                    : $"The database could not be upgraded: {result.Error.Message}",
                result.Error);
        }
    }

    public static UpgradeEngine CreateUpgrader(string connectionString) => DeployChanges.To
        .PostgresqlDatabase(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString)
        .WithScriptsEmbeddedInAssembly(typeof(PostgresSchema).Assembly, name => name.Contains(".Postgres.Scripts.", StringComparison.Ordinal))
        .WithTransactionPerScript()
        .WithVariablesDisabled()
        .WithExecutionTimeout(LongestScript)
        .LogTo(new NoOpUpgradeLog())
        .Build();

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
