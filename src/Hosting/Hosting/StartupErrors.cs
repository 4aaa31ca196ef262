using System.Net.Sockets;
using Inference.Settings;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Inference.Hosting;

/// <summary>Failures to start or to run a command: the ones that an operator can fix, as lines that say how.</summary>
internal static class StartupErrors
{
    /// <summary>The lines; none when the failure is of another kind, such as a bug.</summary>
    public static IReadOnlyList<string> Of(Exception exception) => [.. Explain(exception).Distinct()];

    /// <summary>Writes the lines to standard error; a bug with its stack trace.</summary>
    public static void Write(Exception exception)
    {
        var problems = Of(exception);
        foreach (var problem in problems.Count > 0 ? problems.Select(problem => problem.ReplaceLineEndings(" ")) : [$"A bug: {exception}"])
        {
            Console.Error.WriteLine(problem);
        }
    }

    private static IEnumerable<string> Explain(Exception exception) => exception switch
    {
        AggregateException all => all.InnerExceptions.SelectMany(Explain),
        ConfigurationException configuration => configuration.Problems,
        OptionsValidationException invalid => SettingFailures.Of(invalid),
        OperatorException problem => [problem.Message],
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } malformed => [malformed.Message],
        InvalidDataException { InnerException: FormatException or UnauthorizedAccessException or IOException } file => [ConfigurationFileFaults.Describe(file)],
        IOException { InnerException: AddressInUseException } bind =>
            [$"{bind.Message.TrimEnd('.')}. Choose another address with --urls or ASPNETCORE_URLS."],
        // Such as a certificate that is missing or cannot be read.
        InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" or "Microsoft.AspNetCore.Server.Kestrel" } server => [server.Message],
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } =>
            ["The silo's port or its gateway's is in use. Choose others with Inference:Cluster:SiloPort and Inference:Cluster:GatewayPort."],
        SocketException { SocketErrorCode: SocketError.AccessDenied } => ["The address to listen on needs privileges that this process does not have."],
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => ["The address to listen on is not one of this machine."],
        NpgsqlException { IsTransient: true } outage => [$"PostgreSQL could not be reached while the process started, start it again: {outage.Message}"],
        { InnerException: { } inner } => Explain(inner),
        _ => [],
    };
}
