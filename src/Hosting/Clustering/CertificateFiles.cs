using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Inference.Clustering;

/// <summary>The certificates as the files held them when they were read.</summary>
internal sealed record CertificateFiles(X509Certificate2 Own, X509Certificate2Collection Authority)
{
    /// <exception cref="CertificateFilesException">A file cannot be read, or the authority does not trust this process's own certificate.</exception>
    public static CertificateFiles Read(ClusterTlsOptions options)
    {
        var key = string.IsNullOrEmpty(options.Key) ? options.Certificate! : options.Key;
        var files = new CertificateFiles(
            Try(() => X509Certificate2.CreateFromPemFile(options.Certificate!, key), $"Certificate: '{options.Certificate}', with the key in '{key}',"),
            Try(() => ReadAuthority(options.Authority!), $"Authority: '{options.Authority}'"));
        return files.Trusts(files.Own, null)
            ? files
            : throw new CertificateFilesException(
                "Inference:Cluster:Tls:Certificate: is not valid now, or not signed by Inference:Cluster:Tls:Authority: the others would refuse it.");
    }

    /// <summary>Whether the authority has signed the certificate and it is valid now. Its name is not checked: silos are found by address.</summary>
    public bool Trusts(X509Certificate2 certificate, X509Chain? sent)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(Authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (sent is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        }

        return chain.Build(certificate);
    }

    private static X509Certificate2Collection ReadAuthority(string path)
    {
        var authority = new X509Certificate2Collection();
        authority.ImportFromPemFile(path);
        return authority.Count > 0 ? authority : throw new CryptographicException("There is no certificate in it.");
    }

    private static T Try<T>(Func<T> read, string what)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new CertificateFilesException($"Inference:Cluster:Tls:{what} cannot be read: {exception.Message}", exception);
        }
    }
}

/// <summary>A file of certificates cannot be used; the message names its setting.</summary>
internal sealed class CertificateFilesException(string message, Exception? innerException = null) : Exception(message, innerException);
