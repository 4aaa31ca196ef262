using System.Text;

namespace Inference.PersonaDrafts;

/// <summary>What fields are called.</summary>
internal static class DraftKeys
{
    public const string Name = "name";
    public const string Birthdate = "birthdate";
    public const string Notes = "notes";

    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["name"] = Name,
        ["full_name"] = Name,
        ["birthdate"] = Birthdate,
        ["birth_date"] = Birthdate,
        ["birthday"] = Birthdate,
        ["date_of_birth"] = Birthdate,
        ["dob"] = Birthdate,
        ["born"] = Birthdate,
        ["notes"] = Notes,
        ["note"] = Notes,
        ["remarks"] = Notes,
        ["comments"] = Notes,
    };

    // Names of one and the same trait; the first is the one that phrases give.
    private static readonly string[][] Traits =
    [
        ["occupation", "job", "profession", "job_title"],
        ["employer", "company"],
        ["residence", "city", "place_of_residence", "lives_in"],
        ["email", "e_mail", "mail", "email_address", "e_mail_address"],
        ["phone", "phone_number", "telephone", "telephone_number", "mobile", "mobile_number", "mobile_phone"],
    ];

    /// <summary>Lower case, with single underscores for what is neither letter nor digit.</summary>
    public static string Normal(string key)
    {
        var normal = new StringBuilder(key.Length);
        foreach (var letter in key)
        {
            if (char.IsLetterOrDigit(letter))
            {
                normal.Append(char.ToLowerInvariant(letter));
            }
            else if (normal.Length > 0 && normal[^1] != '_')
            {
                normal.Append('_');
            }
        }

        return normal.ToString().TrimEnd('_');
    }

    /// <summary>Which of the persona's own fields the words name; <see langword="null"/> for others.</summary>
    public static string? FieldOf(string words) => Fields.GetValueOrDefault(Normal(words));

    /// <summary>The key of the draft's data that the words name, by whichever of its names.</summary>
    public static string? Existing(DraftFields draft, string words)
    {
        var normal = Normal(words);
        var names = Array.Find(Traits, names => names.Contains(normal)) ?? [normal];
        return normal.Length == 0 ? null : draft.KeyOf(normal) ?? names.Select(draft.KeyOf).FirstOrDefault(key => key is not null);
    }
}
