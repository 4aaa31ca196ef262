namespace Inference.Guards;

/// <summary>Finds payment card numbers: written as cards are, of an issuer's range, with the right check digit.</summary>
internal static class CardNumber
{
    private const int Shortest = 14;
    private const int Longest = 16;

    public static bool IsIn(ReadOnlySpan<char> text)
    {
        Span<char> digits = stackalloc char[Longest];
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]) && (i == 0 || !IsPart(text[i - 1])))
            {
                var count = ReadRun(text, ref i, digits);
                if (count is >= Shortest and <= Longest && IsIssued(digits[..count]) && HasCheckDigit(digits[..count]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // Reads digits with single blanks or hyphens between them; more digits than a card has are counted, not kept.
    private static int ReadRun(ReadOnlySpan<char> text, ref int position, Span<char> digits)
    {
        var count = 0;
        for (; position < text.Length; position++)
        {
            var letter = text[position];
            if (char.IsAsciiDigit(letter))
            {
                if (count < digits.Length)
                {
                    digits[count] = letter;
                }

                count++;
            }
            else if (!(letter is ' ' or '-' && position + 1 < text.Length && char.IsAsciiDigit(text[position + 1])))
            {
                // A number that runs into letters, an underscore or a decimal is something else's name or amount.
                return IsPart(letter) ? 0 : count;
            }
        }

        return count;
    }

    private static bool IsPart(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '#' or '/';

    // Visa, Mastercard, American Express, Discover, Diners Club, JCB.
    private static bool IsIssued(ReadOnlySpan<char> digits)
    {
        var prefix = int.Parse(digits[..4], System.Globalization.CultureInfo.InvariantCulture);
        return digits.Length switch
        {
            16 => prefix is >= 4000 and < 5000 or >= 5100 and < 5600 or >= 2221 and <= 2720 or 6011 or >= 6440 and < 6600 or >= 3528 and <= 3589,
            15 => prefix / 100 is 34 or 37,
            _ => prefix / 100 is 36 or 38 or 39 || prefix is >= 3000 and <= 3059,
        };
    }

    private static bool HasCheckDigit(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[digits.Length - 1 - i] - '0';
            var doubled = i % 2 == 0 ? digit : digit * 2;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }

        return sum % 10 == 0;
    }
}
