using System.ComponentModel.DataAnnotations;
using Inference.ApiKeys;
using Inference.Database;
using Microsoft.Extensions.Options;

namespace Inference;

/// <summary>What an operator sets of the process itself.</summary>
internal sealed class InferenceOptions : IValidatableObject
{
    public const string Section = "Inference";

    /// <summary>Where an embedded server keeps its data.</summary>
    [Required]
    public string DataDirectory { get; set; } = "data";

    /// <summary>Which engine keeps the data.</summary>
    [Required, AllowedValues(StorageEngine.Sqlite, StorageEngine.Postgres, ErrorMessage = "{0} must be 'sqlite' or 'postgres'.")]
    public string Storage { get; set; } = StorageEngine.Sqlite;

    /// <summary>The first admin key, for automation; without it one is made and printed once.</summary>
    public string? AdminKey { get; set; }

    /// <summary>Whether this silo answers HTTP itself.</summary>
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
