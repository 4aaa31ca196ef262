using System.Globalization;
using System.Text;
using CsCheck;
using Inference.Errors;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Inference.Hosting;

public sealed class LogLineTests
{
    private const string Start = "2026-01-02T03:04:05.000Z warn  Some.Category";

    // Every character that is at risk, among others.
    private static readonly Gen<string> Text = Gen.Frequency(
            (3, Gen.Char['\0', '\u00ff']), (2, Gen.Char['\u2000', '\u2070']), (1, Gen.Char))
        .Array[0, 40].Select(characters => new string(characters));

    private readonly LogLine _formatter = new(new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)));
    private readonly LoggerExternalScopeProvider _scopes = new();

    [Fact]
    public void A_message_is_one_line_with_the_request()
    {
        using var request = _scopes.Push(new RequestIdScope("req_1"));
        using var other = _scopes.Push("of another kind");

        Assert.Equal($"{Start} [req_1]: It broke{Environment.NewLine}", Write("It broke"));
    }

    [Theory]
    [InlineData("a\u001b[2J\u001b[31mb", "a\\u001b[2J\\u001b[31mb")]
    [InlineData("a\r\nb\nc\rd\u2028e\u2029f\u0085g\th", "a b c d e f g h")]
    [InlineData("a\u202eb\u2066c\u200fd\u009be\u007ff\0g", "a\\u202eb\\u2066c\\u200fd\\u009be\\u007ff\\u0000g")]
    [InlineData("Grüße, 世界 \ud83d\ude00", "Grüße, 世界 \ud83d\ude00")]
    public void What_a_terminal_would_obey_is_shown_as_its_code(string message, string shown) =>
        Assert.Equal($"{Start}: {shown}{Environment.NewLine}", Write(message));

    [Fact]
    public void Exception_lines_are_indented_so_that_none_looks_like_an_entry()
    {
        var text = Write("It broke", new InvalidOperationException("No.\n2026-01-02T03:04:05.000Z info  Forged: entry\u001b[2J"));

        Assert.Equal(
            [$"{Start}: It broke", "    System.InvalidOperationException: No.", "    2026-01-02T03:04:05.000Z info  Forged: entry\\u001b[2J", ""],
            text.Split(Environment.NewLine));
    }

    [Fact]
    public void Nothing_but_line_ends_of_its_own_is_a_control_character() =>
        Gen.Select(Text, Text).Sample((message, error) =>
        {
            var lines = Write(message, new InvalidOperationException(error)).Split(Environment.NewLine);

            Assert.StartsWith(Start, lines[0], StringComparison.Ordinal);
            Assert.All(lines[1..^1], line => Assert.StartsWith("    ", line, StringComparison.Ordinal));
            Assert.All(lines, line => Assert.DoesNotContain(line, character =>
                char.IsControl(character)
                || CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                || character is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069')));
        });

    [Fact]
    public void Orleans_logs_of_a_failure_reported_to_the_caller_are_dropped()
    {
        var outage = new OrleansException("Error from storage provider", new InferenceException(ErrorKind.StorageFull, "The server's storage is full."));

        Assert.Empty(Write("Error activating grain", outage, "Orleans.Grain"));
        Assert.NotEmpty(Write("Error activating grain", new OrleansException("It broke", new InvalidOperationException()), "Orleans.Grain"));
        Assert.NotEmpty(Write("It broke", outage));
    }

    private string Write(string message, Exception? exception = null, string category = "Some.Category")
    {
        using var writer = new StringWriter(new StringBuilder(), CultureInfo.InvariantCulture);
        var entry = new LogEntry<string>(LogLevel.Warning, category, default, message, exception, (text, _) => text);
        _formatter.Write(entry, _scopes, writer);
        return writer.ToString();
    }
}
