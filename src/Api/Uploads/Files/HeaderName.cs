using System.Globalization;
using System.Text;

namespace Inference.Uploads.Files;

/// <summary>Folds the name of a column or member: without case, accents, spaces and underscores.</summary>
internal static class HeaderName
{
    public const string Id = "id";
    public const string Name = "name";
    public const string Birthdate = "birthdate";
    public const string Notes = "notes";
    public const string Data = "data";

    // The process runs in invariant globalization, without decomposition of letters. Only the letters of the fields' names matter.
    private const string Accented = "àáâãäåāăąǎďđðèéêëēĕėęěĥħìíîïĩīĭįıǐñńņňŋòóôõöøōŏőǒŕŗřśŝşšșţťŧț";
    private const string Plain = "aaaaaaaaaadddeeeeeeeeehhiiiiiiiiiinnnnnoooooooooorrrssssstttt";

    private const int MaxLength = 64;

    public static string Fold(string header)
    {
        if (header.Length > MaxLength)
        {
            // No field's name is so long.
            return header;
        }

        var folded = new StringBuilder(header.Length);
        foreach (var character in header.ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(character))
            {
                var at = Accented.IndexOf(character, StringComparison.Ordinal);
                folded.Append(at < 0 ? character : Plain[at]);
            }
            else if (char.GetUnicodeCategory(character) is UnicodeCategory.OtherSymbol or UnicodeCategory.MathSymbol or UnicodeCategory.CurrencySymbol)
            {
                folded.Append(character);
            }
        }

        return folded.ToString();
    }
}
