using Microsoft.Extensions.Options;
using Npgsql;

namespace Inference.Database;

/// <summary>How the databases are reached. None of it may be shown or logged, since it contains passwords.</summary>
public sealed class ConnectionStringsOptions
{
    public const string Section = "ConnectionStrings";

    /// <summary>PostgreSQL's, as Npgsql takes it.</summary>
    public string? Inference { get; set; }
}

/// <summary>Requires a connection string where PostgreSQL is chosen.</summary>
internal sealed class ConnectionStringsValidator(IConfiguration configuration) : IValidateOptions<ConnectionStringsOptions>
{
    private const string Missing = "ConnectionStrings:Inference: must say how to reach the database, since Inference:Storage is 'postgres'.";

    // The parser's message is not shown: it may quote a password.
    private const string Malformed =
        "ConnectionStrings:Inference: must be a connection string such as 'Host=127.0.0.1;Database=inference;Username=inference;Password=…'.";

    public ValidateOptionsResult Validate(string? name, ConnectionStringsOptions options) => options.Inference switch
    {
        _ when !StorageEngine.IsPostgres(configuration) => ValidateOptionsResult.Skip,
        null or "" => ValidateOptionsResult.Fail(Missing),
        var connection when !IsComplete(connection) => ValidateOptionsResult.Fail(Malformed),
        _ => ValidateOptionsResult.Success,
    };

    private static bool IsComplete(string connection)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connection) is { Host.Length: > 0 };
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
