using System.Net.Sockets;
using Inference.Settings;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Inference.Hosting;

/// <summary>Failures to start, or to do what a command asks: those that are the operator's to mend in words that say how.</summary>
internal static class StartupErrors
{
    /// <summary>None when the failure is of another kind, a bug perhaps.</summary>
    public static IReadOnlyList<string> Of(Exception exception) => [.. Explain(exception).Distinct()];

    /// <summary>Says why the process does not start, a line each; a bug with where it happened.</summary>
    public static void Tell(Exception exception)
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
