using System.ComponentModel.DataAnnotations;
using Inference.Database;
using Microsoft.Extensions.Options;

namespace Inference.FrontEnd;

/// <summary>The settings of a front end.</summary>
internal sealed class FrontEndOptions
{
    public const string Section = "Inference";

    [Required, AllowedValues(StorageEngine.Sqlite, StorageEngine.Postgres, ErrorMessage = "{0} must be 'sqlite' or 'postgres'.")]
    public string Storage { get; set; } = StorageEngine.Sqlite;

    /// <summary>The data directory of the embedded server behind it.</summary>
    [Required]
    public string DataDirectory { get; set; } = "data";

    [ValidateObjectMembers]
    public FrontEndClusterOptions Cluster { get; set; } = new();
}

[OptionsValidator]
internal sealed partial class FrontEndOptionsValidator : IValidateOptions<FrontEndOptions>;

/// <summary>The silos that a front end serves: settings that the silos have too, with the same defaults.</summary>
internal sealed class FrontEndClusterOptions
{
    [Required]
    public string ServiceId { get; set; } = "inference";

    [Required]
    public string ClusterId { get; set; } = "inference";

    /// <summary>Of the silo on the same machine; 30000 unless it is set. In a cluster the membership table has the gateways.</summary>
    [Range(1, 65535)]
    public int? GatewayPort { get; set; }
}
