using System.ComponentModel.DataAnnotations;
using Inference.ApiKeys;
using Inference.Database;
using Microsoft.Extensions.Options;

namespace Inference;

/// <summary>The settings of the process itself.</summary>
internal sealed class InferenceOptions : IValidatableObject
{
    public const string Section = "Inference";

    /// <summary>Where an embedded server keeps its data.</summary>
    [Required]
    public string DataDirectory { get; set; } = "data";

    /// <summary>Which engine keeps the data.</summary>
    [Required, AllowedValues(StorageEngine.Sqlite, StorageEngine.Postgres, ErrorMessage = "{0} must be 'sqlite' or 'postgres'.")]
    public string Storage { get; set; } = StorageEngine.Sqlite;

    /// <summary>The first admin key, for automation; without it one is issued and printed once.</summary>
    public string? AdminKey { get; set; }

    /// <summary>Whether this silo serves the HTTP API itself.</summary>
    public bool ServeApi { get; set; } = true;

    [ValidateObjectMembers]
    public ClusterAddressOptions Cluster { get; set; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (AdminKey is { } key && !ApiKeyFormat.TryParse(key, out _))
        {
            yield return new ValidationResult(
                "must be 32 to 256 visible ASCII characters; a key that a server made must be whole.", [nameof(AdminKey)]);
        }

        if (!ServeApi && Storage == StorageEngine.Sqlite && Cluster.GatewayPort is null)
        {
            yield return new ValidationResult(
                "is false, and Inference:Cluster:GatewayPort is not set: neither clients nor front ends would reach this server.", [nameof(ServeApi)]);
        }
    }
}

[OptionsValidator]
internal sealed partial class InferenceOptionsValidator : IValidateOptions<InferenceOptions>;

/// <summary>The identity of this silo in its cluster.</summary>
internal sealed class ClusterAddressOptions
{
    /// <summary>The name of the stored data, which must not change as long as the data exist.</summary>
    [Required]
    public string ServiceId { get; set; } = "inference";

    /// <summary>The name of the cluster: silos with the same name form one.</summary>
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
