using System.ComponentModel.DataAnnotations;
using Inference.Database;
using Microsoft.Extensions.Options;

namespace Inference.FrontEnd;

/// <summary>What an operator sets of a front end of its own.</summary>
internal sealed class FrontEndOptions
{
    public const string Section = "Inference";

    [Required, AllowedValues(StorageEngine.Sqlite, StorageEngine.Postgres, ErrorMessage = "{0} must be 'sqlite' or 'postgres'.")]
    public string Storage { get; set; } = StorageEngine.Sqlite;

    /// <summary>That of the embedded server behind it.</summary>
    [Required]
    public string DataDirectory { get; set; } = "data";

    [ValidateObjectMembers]
    public ClusterEntranceOptions Cluster { get; set; } = new();
}

[OptionsValidator]
internal sealed partial class FrontEndOptionsValidator : IValidateOptions<FrontEndOptions>;
