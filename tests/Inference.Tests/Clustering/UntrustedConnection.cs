using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Inference.Clustering;

/// <summary>A connection to a port of the cluster by a process that does not belong to it.</summary>
internal static class UntrustedConnection
{
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(20);

    /// <summary>Whether the port hangs up on a certificate, or none. It waits for a first message on a connection that it takes.</summary>
    public static async Task<bool> IsRefusedAsync(int port, TestCertificateAuthority? shown, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(HandshakeTimeout);
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, port, timeout.Token);
        await using var tls = new SslStream(tcp.GetStream());
        try
        {
            await tls.AuthenticateAsClientAsync(Options(shown), timeout.Token);
            return await tls.ReadAsync(new byte[1], timeout.Token) == 0;
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            return true;
        }
    }

    private static SslClientAuthenticationOptions Options(TestCertificateAuthority? shown) => new()
    {
        TargetHost = "a silo",
        ClientCertificates = shown is null ? null : [CertificateFiles.Read(shown.Options).Own],
        // What matters is what the port makes of the other side.
        RemoteCertificateValidationCallback = (_, theirs, _, _) => theirs is not null,
    };
}
