using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Inference.Hosting;

/// <summary>Failures to start that are the operator's to mend, in words that say how.</summary>
internal static class StartProblems
{
    /// <summary>None when the failure is of another kind, a bug perhaps.</summary>
    public static IReadOnlyList<string> Of(Exception exception) => [.. Explain(exception).Distinct()];

    /// <summary>Says why the process does not start, a line each.</summary>
    public static void Tell(IReadOnlyList<string> problems)
    {
        foreach (var problem in problems)
        {
            Console.Error.WriteLine(problem.ReplaceLineEndings(" "));
        }
    }

    private static IEnumerable<string> Explain(Exception exception) => exception switch
    {
        AggregateException all => all.InnerExceptions.SelectMany(Explain),
        OptionsValidationException invalid => invalid.Failures,
        OperatorException problem => [problem.Message],
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } malformed => [malformed.Message],
        IOException { InnerException: AddressInUseException } bind =>
            [$"{bind.Message.TrimEnd('.')}. Choose another address with ASPNETCORE_URLS."],
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } =>
            ["The silo's port or its gateway's is in use. Choose others with Inference__Cluster__SiloPort and Inference__Cluster__GatewayPort."],
        SocketException { SocketErrorCode: SocketError.AccessDenied } => ["The address to listen on needs privileges that this process does not have."],
        NpgsqlException { IsTransient: true } outage => [$"PostgreSQL could not be reached while the process started, start it again: {outage.Message}"],
        { InnerException: { } inner } => Explain(inner),
        _ => [],
    };
}
