using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Inference;

/// <summary>What an operator sets of the process itself.</summary>
internal sealed class InferenceOptions
{
    public const string Section = "Inference";

    /// <summary>Where an embedded server keeps its data.</summary>
    [Required]
    public string DataDirectory { get; set; } = "data";

    /// <summary>Which engine keeps the data.</summary>
    [Required, AllowedValues("sqlite", ErrorMessage = "Inference:Storage must be 'sqlite': no other engine is supported yet.")]
    public string Storage { get; set; } = "sqlite";

    /// <summary>The first admin key, for automation; without it one is made and printed once.</summary>
    [MinLength(32, ErrorMessage = "Inference:AdminKey must have at least 32 characters.")]
    public string? AdminKey { get; set; }

    /// <summary>Whether this silo answers HTTP itself.</summary>
    public bool ServeApi { get; set; } = true;

    [ValidateObjectMembers]
    public ClusterAddressOptions Cluster { get; set; } = new();
}

[OptionsValidator]
internal sealed partial class InferenceOptionsValidator : IValidateOptions<InferenceOptions>;
