using Microsoft.Extensions.Options;

namespace Inference.Clustering;

/// <summary>How silos and front ends authenticate each other: files in PEM. Without them connections are neither encrypted nor authenticated.</summary>
internal sealed class ClusterTlsOptions
{
    public const string Section = "Inference:Cluster:Tls";

    /// <summary>This process's certificate, for server and client authentication alike.</summary>
    public string? Certificate { get; set; }

    /// <summary>The certificate's private key; by default it is in the certificate's file.</summary>
    public string? Key { get; set; }

    /// <summary>The authority whose certificates are accepted, with any intermediate ones: it must sign for members of the cluster alone.</summary>
    public string? Authority { get; set; }

    public bool IsOn => !string.IsNullOrEmpty(Certificate) || !string.IsNullOrEmpty(Key) || !string.IsNullOrEmpty(Authority);
}

/// <summary>Reports a missing or wrong file at the start, not when the first connection fails.</summary>
internal sealed class ClusterTlsValidator : IValidateOptions<ClusterTlsOptions>
{
    private const string Incomplete =
        "Inference:Cluster:Tls: needs Certificate and Authority both: what this process shows, and who signed what others show.";

    public ValidateOptionsResult Validate(string? name, ClusterTlsOptions options)
    {
        if (!options.IsOn)
        {
            return ValidateOptionsResult.Success;
        }

        if (string.IsNullOrEmpty(options.Certificate) || string.IsNullOrEmpty(options.Authority))
        {
            return ValidateOptionsResult.Fail(Incomplete);
        }

        try
        {
            CertificateFiles.Read(options);
            return ValidateOptionsResult.Success;
        }
        catch (CertificateFilesException exception)
        {
            return ValidateOptionsResult.Fail(exception.Message);
        }
    }
}
