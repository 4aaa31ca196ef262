using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Inference.Guards;

internal sealed class GuardOptions : IValidatableObject
{
    public const string Section = "Guard";

    /// <summary>Whether <c>POST /v1/chats</c> guards when neither request nor chat says.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The model that guards: <c>local</c>, or a name of the catalog.</summary>
    [Required]
    public string Model { get; set; } = "local";

    /// <summary>Whether a guard that fails lets the request pass.</summary>
    public bool FailOpen { get; set; }

    /// <summary>What is answered in place of an expert when a request is refused.</summary>
    [Required]
    public string Refusal { get; set; } = "I can't help with that.";

    /// <summary>
    /// How much text a guard's model reads, in characters: of a longer conversation one half from its beginning and one from its end, and all of it is
    /// judged by the local guard too, which always reads everything.
    /// </summary>
    [Range(100, 1_000_000)]
    public int MaxCharacters { get; set; } = 16_000;

    /// <summary>Whether messages may hold parts that the guard cannot read (images, audio, files); otherwise they are refused while it is on.</summary>
    public bool AllowUnreadable { get; set; }

    /// <summary>Changes and additions to the built-in categories, by name.</summary>
    public Dictionary<string, GuardCategory> Categories { get; } = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (key, category) in Categories)
        {
            if (category.Threshold is < 0 or > 1)
            {
                yield return new ValidationResult("must be between 0 and 1", [$"{nameof(Categories)}:{key}:Threshold"]);
            }

            if (category.Name is { } name && (string.IsNullOrWhiteSpace(name) || name == GuardResult.Safe))
            {
                yield return new ValidationResult($"must not be empty or '{GuardResult.Safe}'", [$"{nameof(Categories)}:{key}:Name"]);
            }
        }
    }
}

[OptionsValidator]
internal sealed partial class GuardOptionsValidator : IValidateOptions<GuardOptions>;
