using System.Globalization;
using System.Text;

namespace Inference.Uploads;

/// <summary>What a column's or member's name comes to when case, accents, spaces and underscores do not matter.</summary>
internal static class HeaderName
{
    public const string Id = "id";
    public const string Name = "name";
    public const string Birthdate = "birthdate";
    public const string Notes = "notes";
    public const string Data = "data";

    // The process runs without a culture's data, so nothing takes letters apart for us. Only those that our names are made of matter.
    private const string Accented = "àáâãäåāăąǎďđðèéêëēĕėęěĥħìíîïĩīĭįıǐñńņňŋòóôõöøōŏőǒŕŗřśŝşšșţťŧț";
    private const string Plain = "aaaaaaaaaadddeeeeeeeeehhiiiiiiiiiinnnnnoooooooooorrrssssstttt";

    private const int Longest = 64;

    public static string Fold(string header)
    {
        if (header.Length > Longest)
        {
            // None of ours is.
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
