using System.ComponentModel.DataAnnotations;

namespace Inference;

/// <summary>Who this silo is among others.</summary>
internal sealed class ClusterAddressOptions
{
    /// <summary>Names the data: the same for as long as it lives.</summary>
    [Required]
    public string ServiceId { get; set; } = "inference";

    /// <summary>Names the silos that belong together.</summary>
    [Required]
    public string ClusterId { get; set; } = "inference";

    [Range(1, 65535)]
    public int SiloPort { get; set; } = 11111;

    /// <summary>Where front ends reach the silo: 30000 unless it is set, and nowhere in an embedded server.</summary>
    [Range(1, 65535)]
    public int? GatewayPort { get; set; }

    /// <summary>The address that other silos and front ends reach this one at: an IP address, or the name of this host.</summary>
    [Required, RegularExpression(@"[0-9a-zA-Z.:_-]+", ErrorMessage = "{0} must be an IP address or a host's name.")]
    public string AdvertisedAddress { get; set; } = "127.0.0.1";
}
