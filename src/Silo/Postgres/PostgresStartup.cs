namespace Inference.Postgres;

/// <summary>Brings the database up to date before anything else of the process starts.</summary>
internal sealed class PostgresStartup(PostgresDatabase database) : HostedLifecycleService
{
    public override Task StartingAsync(CancellationToken cancellationToken) => database.OpenAsync(cancellationToken);
}
