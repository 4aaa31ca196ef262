using Microsoft.Extensions.Options;
using Orleans.Connections.Security;

namespace Inference.Clustering;

/// <summary>
/// This process's certificate and whose it trusts. Certificates are renewed while processes run: a connection that is made finds what the files held a
/// minute ago at the most, and connections that are there stay.
/// </summary>
internal sealed partial class ClusterCertificates(IOptions<ClusterTlsOptions> options, TimeProvider clock, ILogger<ClusterCertificates> logger)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private CertificateFiles? _files;
    private long _readAt;

    public bool AreUsed => options.Value.IsOn;

    /// <summary>Read again when it is old; what was read last when that fails.</summary>
    public CertificateFiles Current
    {
        get
        {
            lock (_lock)
            {
                if (_files is null || clock.GetElapsedTime(_readAt) >= Freshness)
                {
                    (_files, _readAt) = (Read(_files), clock.GetTimestamp());
                }

                return _files;
            }
        }
    }

    /// <summary>Both sides show a certificate and look at the other's.</summary>
    public TlsOptions ToTlsOptions() => new()
    {
        LocalServerCertificateSelector = (_, _) => Current.Own,
        LocalClientCertificateSelector = (_, _, _, _, _) => Current.Own,
        RemoteCertificateMode = RemoteCertificateMode.RequireCertificate,
        RemoteCertificateValidation = (certificate, chain, _) => Current.Trusts(certificate, chain),
    };

    private CertificateFiles Read(CertificateFiles? last)
    {
        try
        {
            return CertificateFiles.Read(options.Value);
        }
        catch (CertificateFilesException exception) when (last is not null)
        {
            LogKept(exception.Message);
            return last;
        }
    }

    [LoggerMessage(LogLevel.Error, "The cluster's certificates were not renewed: {Reason}")]
    private partial void LogKept(string reason);
}
