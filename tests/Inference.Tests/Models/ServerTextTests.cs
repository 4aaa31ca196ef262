using System.Text;
using CsCheck;
using Inference.Errors;
using Inference.Models.Servers;
using Inference.ModelServers;

namespace Inference.Models;

/// <summary>Text of a model's server is sanitised for terminals, log readers and clients.</summary>
public sealed class ServerTextTests
{
    private const string Key = "sk-very+secret/key";

    public static TheoryData<bool> WholeAndStreamed => [false, true];

    [Theory]
    [InlineData("Refused.", "Refused.")]
    [InlineData("  two\r\nlines\u2028and\u0085more ", "two lines and more")]
    [InlineData("\u001b[2J\u001b[31mred\u001b[0m", "red")]
    [InlineData("\u009b31mred", "red")]
    [InlineData("title \u001b]0;owned\u0007set", "title set")]
    [InlineData("a\u0000b\u007fc", "a b c")]
    [InlineData("txt.\u202Eexe\u200B\uFEFF", "txt.exe")]
    [InlineData("the key sk-very+secret/key is bad", "the key … is bad")]
    [InlineData("Bearer SK-VERY+SECRET/KEY", "Bearer …")]
    [InlineData("?key=sk-very%2Bsecret%2Fkey&x", "?key=…&x")]
    [InlineData("sk-very\u200B+secret/key", "…")]
    public void A_text_is_cleaned(string text, string expected) => Assert.Equal(expected, ServerText.Clean(text, Key));

    [Fact]
    public void Half_of_a_surrogate_pair_is_replaced() => Assert.Equal("half \uFFFD", ServerText.Clean("half \ud83d", apiKey: null));

    [Fact]
    public void A_key_at_the_cut_leaves_no_beginning()
    {
        var text = ServerText.Clean(new string('x', ServerText.MaxLength - 5) + Key, Key);

        Assert.DoesNotContain("sk-", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_becomes_one_short_visible_line() =>
        Gen.Select(Gen.String[0, 400], Gen.OneOfConst("", Key, "\u001b[1m", "\n", "🙂"), Gen.String[0, 400]).Sample((before, inside, after) =>
        {
            var text = ServerText.Clean(before + inside + after, Key);

            return text.Length <= ServerText.MaxLength + 1 && !text.Any(char.IsControl) && !text.Contains(Key, StringComparison.Ordinal)
                && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;
        });

    [Theory]
    [InlineData(400, false)]
    [InlineData(400, true)]
    [InlineData(401, false)]
    [InlineData(418, true)]
    [InlineData(500, false)]
    [InlineData(500, true)]
    public async Task Neither_error_nor_log_pass_on_what_the_server_says_raw(int status, bool streamed)
    {
        await using var models = await ModelHarness.StartAsync(("m", [$"ApiKey={Key}", "Retries=1"]));
        models.Server.Scenarios["m"] = new Scenario { Error = new ScriptedError(status) { Message = $"\u001b[31mBad {Key}\nwarn: forged line" } };

        var error = await Assert.ThrowsAsync<InferenceException>(async () => await (streamed ? (Task)models.StreamAsync("m") : models.AnswerAsync("m")));

        Assert.NotEmpty(models.Log.Entries);
        Assert.All([error.ToString(), .. models.Log.Entries.Select(entry => entry.Message)], text =>
        {
            Assert.DoesNotContain(Key, text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain('\u001b', text);
            Assert.DoesNotContain("\nwarn: forged", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void An_exception_is_reported_by_kind_and_place_with_clean_text()
    {
        var fault = new ServerFault(Thrown(), Key);

        Assert.Equal("InvalidOperationException: Bad … ---> FormatException: red", fault.Message);
        Assert.Contains(nameof(Thrown), fault.ToString(), StringComparison.Ordinal);
    }

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException($"Bad {Key}", new FormatException("\u001b[31mred"));
        }
        catch (InvalidOperationException exception)
        {
            return exception;
        }
    }
}
