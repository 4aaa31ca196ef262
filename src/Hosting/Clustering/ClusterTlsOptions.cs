namespace Inference.Clustering;

/// <summary>How silos and front ends know one another: files in PEM. Without them they speak unencrypted, and with whoever reaches them.</summary>
internal sealed class ClusterTlsOptions
{
    public const string Section = "Inference:Cluster:Tls";

    /// <summary>This process's certificate, for server and client authentication alike.</summary>
    public string? Certificate { get; set; }

    /// <summary>The certificate's private key; by default it is in the certificate's file.</summary>
    public string? Key { get; set; }

    /// <summary>Who has signed the certificates of those that may join: an authority that signs no others, with any intermediate ones.</summary>
    public string? Authority { get; set; }

    public bool IsOn => !string.IsNullOrEmpty(Certificate) || !string.IsNullOrEmpty(Key) || !string.IsNullOrEmpty(Authority);
}
