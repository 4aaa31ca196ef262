using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Inference.Clustering;

public sealed class ClusterCertificatesTests : IDisposable
{
    private readonly TestCertificateAuthority _authority = new("ours");
    private readonly TestCertificateAuthority _stranger = new("theirs");
    private readonly FakeTimeProvider _clock = new();
    private readonly ClusterCertificates _certificates;

    public ClusterCertificatesTests() => _certificates = new ClusterCertificates(
        Options.Create(_authority.Options), _clock, NullLogger<ClusterCertificates>.Instance);

    public void Dispose()
    {
        _authority.Dispose();
        _stranger.Dispose();
    }

    [Fact]
    public void Only_certificates_signed_by_the_authority_are_trusted()
    {
        Assert.True(_certificates.Current.Trusts(CertificateFiles.Read(_authority.Options).Own, null));
        Assert.False(_certificates.Current.Trusts(CertificateFiles.Read(_stranger.Options).Own, null));
    }

    [Fact]
    public void A_renewed_certificate_is_shown_after_a_minute()
    {
        Assert.Equal("CN=first", _certificates.Current.Own.Subject);

        _authority.Issue("second");
        Assert.Equal("CN=first", _certificates.Current.Own.Subject);
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("CN=second", _certificates.Current.Own.Subject);
    }

    [Fact]
    public void A_broken_renewed_file_leaves_the_last_good_certificate()
    {
        Assert.Equal("CN=first", _certificates.Current.Own.Subject);

        File.WriteAllText(_authority.CertificateFile, "half a certifi");
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("CN=first", _certificates.Current.Own.Subject);
    }

    [Fact]
    public void Without_files_nothing_is_encrypted() => Assert.True(new ClusterTlsValidator().Validate(null, new()).Succeeded);

    [Fact]
    public void A_certificate_without_an_authority_is_refused_at_the_start() =>
        Refuses(new() { Certificate = _authority.CertificateFile, Key = _authority.KeyFile }, "Authority");

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Refuses(new() { Certificate = "/none.pem", Authority = _authority.AuthorityFile }, "Inference:Cluster:Tls:Certificate: '/none.pem'");

    [Fact]
    public void A_certificate_that_the_others_would_refuse_is_refused_at_the_start()
    {
        Refuses(new() { Certificate = _stranger.CertificateFile, Key = _stranger.KeyFile, Authority = _authority.AuthorityFile }, "not signed by");

        _authority.Issue("expired", days: -1);
        Refuses(_authority.Options, "not valid now");
    }

    private static void Refuses(ClusterTlsOptions options, string reason) =>
        Assert.Contains(reason, new ClusterTlsValidator().Validate(null, options).FailureMessage, StringComparison.Ordinal);
}
