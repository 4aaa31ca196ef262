using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Inference.Clustering;

/// <summary>
/// The certificate that an embedded server and the front ends beside it present to each other. It is self-signed and read from the data directory, so that
/// only processes that may read the data can connect to the gateway.
/// </summary>
internal static class LocalCertificate
{
    public const string FileName = "front-ends.pem";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(3650);

    /// <summary>Sets it as the certificate of connections, unless certificates are set. The first process that needs it creates it.</summary>
    public static void UseIn(ClusterTlsOptions tls, string dataDirectory)
    {
        if (!tls.IsOn)
        {
            tls.Certificate = tls.Authority = Ensure(Path.GetFullPath(dataDirectory));
        }
    }

    private static string Ensure(string directory)
    {
        var path = Path.Combine(directory, FileName);
        try
        {
            if (!File.Exists(path))
            {
                PrivateFiles.CreateDirectory(directory);
                Write(path);
            }

            return path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LocalCertificateException($"The certificate of the gateway, '{path}', cannot be made: {exception.Message}", exception);
        }
    }

    // Written completely under a name of its own, then moved without replacing: of processes that start at once the first one's is used.
    private static void Write(string path)
    {
        var temporary = $"{path}.{Guid.NewGuid():n}";
        using (var file = new StreamWriter(PrivateFiles.Open(temporary, FileMode.CreateNew, FileShare.None)))
        {
            file.Write(Make());
        }

        try
        {
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);
        }
    }

    private static string Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=inference front ends", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now + Lifetime);
        return $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }
}

/// <summary>The certificate cannot be written to the data directory.</summary>
internal sealed class LocalCertificateException(string message, Exception? innerException) : OperatorException(message, innerException);
