using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Inference.Completions;

internal sealed class CompletionOptions
{
    public const string Section = "Completions";

    /// <summary>How long a completion goes on when its client has gone away.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan OrphanGrace { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a silo that stops lets answers end; shorter than its process has.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan StopGrace { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Whether a stream's headers wait for the model's first piece: a model that fails before it is then a status code, and not an event.</summary>
    public bool HoldHeaders { get; set; }

    /// <summary>How many completions a silo makes at once; more wait in a queue. Read at the start.</summary>
    [Range(1, 1_000_000)]
    public int MaxInFlight { get; set; } = 10_000;

    /// <summary>How many characters of an expert's <c>file_context</c> a prompt may hold; larger ones are cut to the best passages.</summary>
    [Range(0, 10_000_000)]
    public int MaxFileContextCharacters { get; set; } = 12_000;
}

[OptionsValidator]
internal sealed partial class CompletionOptionsValidator : IValidateOptions<CompletionOptions>;
