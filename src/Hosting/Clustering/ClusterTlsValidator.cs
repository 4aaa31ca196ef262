using Microsoft.Extensions.Options;

namespace Inference.Clustering;

/// <summary>A file that is missing or wrong is told at the start, not when the first connection fails.</summary>
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
