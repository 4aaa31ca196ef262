using Inference.Language;

namespace Inference.Personas;

/// <summary>What two personas have in common when they are taken for the same one though their ids differ.</summary>
internal static class PersonaMatch
{
    private const char Separator = '\u001F';

    /// <summary>The name, without case, composition and surrounding space, and the birthdate, or that there is none; <see langword="null"/> without a name.</summary>
    public static string? Of(PersonaFields fields) => fields.Name?.Trim() is { Length: > 0 } name
        ? $"{UnicodeText.ToCaselessKey(name)}{Separator}{fields.Birthdate}"
        : null;
}
