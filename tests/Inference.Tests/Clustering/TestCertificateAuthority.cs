using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Inference.Infrastructure;

namespace Inference.Clustering;

/// <summary>An authority that signs a cluster's certificates, and the files that processes read them from.</summary>
internal sealed class TestCertificateAuthority : IDisposable
{
    private readonly TemporaryDirectory _files = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;

    public TestCertificateAuthority(string name)
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-10), DateTimeOffset.UtcNow.AddYears(1));
        File.WriteAllText(AuthorityFile, _certificate.ExportCertificatePem());
        Issue("first");
    }

    public string CertificateFile => Path.Combine(_files.Path, "certificate.pem");

    public string KeyFile => Path.Combine(_files.Path, "key.pem");

    public string AuthorityFile => Path.Combine(_files.Path, "authority.pem");

    public ClusterTlsOptions Options => new() { Certificate = CertificateFile, Key = KeyFile, Authority = AuthorityFile };

    public Dictionary<string, string?> Settings => new()
    {
        ["Inference:Cluster:Tls:Certificate"] = CertificateFile,
        ["Inference:Cluster:Tls:Key"] = KeyFile,
        ["Inference:Cluster:Tls:Authority"] = AuthorityFile,
    };

    /// <summary>Puts a new certificate into the files.</summary>
    public void Issue(string name, int days = 30)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using var signed = request.Create(
            _certificate, DateTimeOffset.UtcNow.AddDays(Math.Min(-1, days - 1)), DateTimeOffset.UtcNow.AddDays(days), RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(CertificateFile, signed.ExportCertificatePem());
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
        _files.Dispose();
    }
}
