using System.Net;
using System.Net.Sockets;

namespace Inference;

/// <summary>The addresses of the HTTP API as they are configured.</summary>
internal static class ServerAddresses
{
    private const string Setting = "urls";

    private static readonly string[] Schemes = ["http", "https"];

    /// <summary>The lines about addresses that cannot be read.</summary>
    public static IEnumerable<string> Problems(IConfiguration configuration) => Configured(configuration).Select(Problem).OfType<string>();

    /// <summary>Why one of them cannot be listened at; <see langword="null"/> when all can be.</summary>
    public static string? ExplainRefusal(IConfiguration configuration) => Configured(configuration)
        .SelectMany(address => EndPoints(BindingAddress.Parse(address)).Select(endPoint => (Address: address, Reason: PortProbe.ExplainRefusal(endPoint))))
        .Where(probe => probe.Reason is not null)
        .Select(probe => $"The server cannot listen at {probe.Address}: {probe.Reason}. Choose another address with --urls or ASPNETCORE_URLS.")
        .FirstOrDefault();

    private static string[] Configured(IConfiguration configuration) =>
        // Endpoints of Kestrel's own section are in place of these.
        configuration.GetSection("Kestrel:Endpoints").Exists()
            ? []
            : (configuration[Setting] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string? Problem(string address)
    {
        var scheme = address.Split("://") is [var before, _] ? before : null;
        if (scheme is null)
        {
            return $"{Setting}: '{address}' has no scheme, write http://{address.TrimStart('/')}";
        }

        if (!Schemes.Contains(scheme, StringComparer.OrdinalIgnoreCase))
        {
            return $"{Setting}: '{address}' has the scheme '{scheme}', which must be http or https";
        }

        try
        {
            return BindingAddress.Parse(address) switch
            {
                { PathBase.Length: > 0 } => $"{Setting}: '{address}' has a path, and the API is at the root of its address",
                { Port: < 0 or > 65535 } => $"{Setting}: '{address}' has a port that is not from 0 to 65535",
                _ => null,
            };
        }
        catch (FormatException)
        {
            return $"{Setting}: '{address}' is not an address such as http://localhost:8080";
        }
    }

    private static IEnumerable<IPEndPoint> EndPoints(BindingAddress address)
    {
        if (address.Port == 0 || address.IsUnixPipe || address.IsNamedPipe)
        {
            return [];
        }

        if (string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase))
        {
            // The server accepts that one of them is missing, but not that its port is taken.
            return new[] { IPAddress.Loopback, IPAddress.IPv6Loopback }.Where(IsSupported).Select(loopback => new IPEndPoint(loopback, address.Port));
        }

        return [new IPEndPoint(IPAddress.TryParse(address.Host, out var ip) ? ip : Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, address.Port)];
    }

    private static bool IsSupported(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork || (Socket.OSSupportsIPv6 && PortProbe.ExplainRefusal(new IPEndPoint(address, 0)) is null);
}
