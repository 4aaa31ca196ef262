using Inference.Database;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Inference.Clustering;

/// <summary>The table of a cluster's silos in PostgreSQL, as its front ends read it.</summary>
internal sealed class ClusterMembershipTable(NpgsqlDataSource source)
{
    // 3 is Orleans' number of an active silo; a silo that was killed has an older heartbeat.
    private const string CountActiveGateways =
        "select count(*) from silos where status = 3 and gateway_port > 0 and alive_at > now() - interval '10 seconds'";

    public async Task<ClusterMembership> InspectAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(CountActiveGateways, connection);
        var count = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        return new($"PostgreSQL {connection.PostgreSqlVersion} at {connection.Host}:{connection.Port}", count);
    }
}

/// <summary>The state of the table.</summary>
/// <param name="Database">The server, for the operator.</param>
/// <param name="ActiveGateways">How many silos take front ends.</param>
internal sealed record ClusterMembership(string Database, long ActiveGateways);

internal static class ClusterMembershipServices
{
    /// <summary>A client that finds silos in the table.</summary>
    public static IClientBuilder UseMembershipTable(this IClientBuilder client)
    {
        client.Services.AddSingleton(services => CreateSource(services.GetRequiredService<IOptions<ConnectionStringsOptions>>().Value.Inference!));
        client.Services.AddSingleton<ClusterMembershipTable>();
        return client.UseAdoNetClustering(options => options.Configure<NpgsqlDataSource>((table, source) =>
        {
            table.Invariant = "Npgsql";
            table.DataSource = source;
        }));
    }

    // A front end has no other use for the database.
    private static NpgsqlDataSource CreateSource(string connectionString) => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "inference-front-end", MaxPoolSize = 2, Timeout = 5 });
}
