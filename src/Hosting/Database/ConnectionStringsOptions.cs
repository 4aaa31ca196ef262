namespace Inference.Database;

/// <summary>How the databases are reached. Nothing of it may be told or logged: there are passwords in it.</summary>
public sealed class ConnectionStringsOptions
{
    public const string Section = "ConnectionStrings";

    /// <summary>PostgreSQL's, as Npgsql takes it.</summary>
    public string? Inference { get; set; }
}
