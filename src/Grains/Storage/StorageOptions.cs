using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Inference.Storage;

internal sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>
    /// How many bytes the messages of an owner's chats and its inference logs may take in one environment; without, any number. The limit is exceeded by
    /// what other silos committed for the owner within the last minute and by the answers that are being made when it is reached.
    /// </summary>
    [Range(1, long.MaxValue)]
    public long? MaxBytesPerOwner { get; set; }
}

[OptionsValidator]
internal sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>;
