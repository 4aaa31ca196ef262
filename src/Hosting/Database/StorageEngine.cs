namespace Inference.Database;

/// <summary>The values of the setting <c>Inference:Storage</c>.</summary>
public static class StorageEngine
{
    /// <summary>A file beside a single silo.</summary>
    public const string Sqlite = "sqlite";

    /// <summary>A database server that the silos of a cluster share.</summary>
    public const string Postgres = "postgres";

    private const string Setting = "Inference:Storage";

    /// <summary>Whether silos find each other in a database.</summary>
    public static bool IsPostgres(IConfiguration configuration) => configuration[Setting] == Postgres;
}
