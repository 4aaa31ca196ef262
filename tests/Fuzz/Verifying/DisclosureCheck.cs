using System.Text;
using System.Text.RegularExpressions;
using Inference.Wire;

namespace Inference.Verifying;

/// <summary>No error discloses internals of the server: types, stack traces, files, statements.</summary>
internal static partial class DisclosureCheck
{
    public static IEnumerable<Fault> Check(Exchange exchange)
    {
        if (exchange.Answer.Status < 400)
        {
            return [];
        }

        var text = Encoding.UTF8.GetString(exchange.Answer.Body.Span);
        var sent = Encoding.UTF8.GetString(exchange.Request.Body.Span);
        return Internals().Matches(text)
            .Where(match => !sent.Contains(match.Value, StringComparison.Ordinal))
            .Select(match => Fault.Of(Rule.Disclosures, exchange, $"'{match.Value}'", text))
            .Take(1);
    }

    [GeneratedRegex(@"System\.[A-Z]\w+|Microsoft\.\w+|Orleans|Inference\.[A-Z]\w+|Npgsql|Sqlite|SQLSTATE|\w+Exception\b|   at \w+|\.cs:line|/home/\w+|/tmp/\w+|/work/\w+|inference_\w+|Utf8JsonReader|`\d")]
    private static partial Regex Internals();
}
