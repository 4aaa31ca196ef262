using System.ComponentModel.DataAnnotations;

namespace Inference.FrontEnd;

/// <summary>Which silos a front end is for: settings that the silos have too, with their defaults.</summary>
internal sealed class ClusterEntranceOptions
{
    [Required]
    public string ServiceId { get; set; } = "inference";

    [Required]
    public string ClusterId { get; set; } = "inference";

    /// <summary>Of the silo on the same machine; 30000 unless it is set. Where silos meet in a database, it says where their gateways are.</summary>
    [Range(1, 65535)]
    public int? GatewayPort { get; set; }
}
