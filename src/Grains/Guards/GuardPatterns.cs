using System.Buffers;
using System.Text.RegularExpressions;

namespace Inference.Guards;

/// <summary>
/// What needs no learning: secrets, payment card numbers, and the marks by which an injection poses as another speaker. Each expression begins with
/// something literal and repeats nothing without a bound, so that matching takes time in proportion to the text.
/// </summary>
internal static partial class GuardPatterns
{
    private static readonly SearchValues<string> SpeakerMarks = SearchValues.Create(
        ["<|im_start|>", "<|im_end|>", "<|start_header_id|>", "<|eot_id|>", "<|system|>", "<|endoftext|>", "[INST]", "[/INST]", "<<SYS>>", "<start_of_turn>"],
        StringComparison.OrdinalIgnoreCase);

    public static bool HasSpeakerMark(ReadOnlySpan<char> text) => text.ContainsAny(SpeakerMarks);

    /// <summary>What kind of secret the text shows; <see langword="null"/> when none.</summary>
    public static string? FindSecret(ReadOnlySpan<char> text)
    {
        if (PrivateKey().IsMatch(text))
        {
            return "a private key";
        }

        if (Credential().IsMatch(text))
        {
            return "an access key or token";
        }

        return CardNumber.IsIn(text) ? "a payment card number" : null;
    }

    [GeneratedRegex(@"-----BEGIN (?:[A-Z]{2,9} ){0,2}PRIVATE KEY", RegexOptions.CultureInvariant)]
    private static partial Regex PrivateKey();

    [GeneratedRegex(
        @"\b(?:A(?:KIA|SIA)[0-9A-Z]{16}|AIza[0-9A-Za-z_-]{35}|gh[opsru]_[0-9A-Za-z]{36}|github_pat_[0-9A-Za-z_]{22}|glpat-[0-9A-Za-z_-]{20}"
        + @"|sk-[0-9A-Za-z_-]{32}|sk_live_[0-9A-Za-z]{16}|xox[abprs]-[0-9A-Za-z-]{20}|inf_(?:prod|play)_[0-9A-Za-z_]{24}"
        + @"|eyJ[0-9A-Za-z_-]{16,2000}\.eyJ[0-9A-Za-z_-]{16})",
        RegexOptions.CultureInvariant)]
    private static partial Regex Credential();
}
