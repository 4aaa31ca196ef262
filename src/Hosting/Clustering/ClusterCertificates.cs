using Microsoft.Extensions.Options;
using Orleans.Connections.Security;

namespace Inference.Clustering;

/// <summary>
/// The certificate of this process and the authority that it trusts. Certificates are renewed while processes run: the files are read again when a connection
/// is made and the last reading is older than a minute; connections that exist stay.
/// </summary>
internal sealed partial class ClusterCertificates(IOptions<ClusterTlsOptions> options, TimeProvider clock, ILogger<ClusterCertificates> logger)
{
    private static readonly TimeSpan ReloadInterval = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private CertificateFiles? _files;
    private long _readAt;

    public bool AreUsed => options.Value.IsOn;

    /// <summary>Read again after <see cref="ReloadInterval"/>; the last certificates that could be read when that fails.</summary>
    public CertificateFiles Current
    {
        get
        {
            lock (_lock)
            {
                if (_files is null || clock.GetElapsedTime(_readAt) >= ReloadInterval)
                {
                    (_files, _readAt) = (Read(_files), clock.GetTimestamp());
                }

                return _files;
            }
        }
    }

    /// <summary>Mutual TLS: both sides present a certificate and validate the other's.</summary>
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
