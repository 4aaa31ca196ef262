using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;

namespace Inference.Validation;

public sealed class Rfc3339Tests
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new UtcTimeConverter() } };

    [Theory]
    [InlineData("2026-11-28T12:00:00.123456789Z", "2026-11-28T12:00:00.1234567")]
    [InlineData("2026-11-28T12:00:00.12345678Z", "2026-11-28T12:00:00.1234567")]
    [InlineData("2026-11-28T12:00:00.9999999999999999999999999Z", "2026-11-28T12:00:00.9999999")]
    [InlineData("2026-11-28T12:00:00.5Z", "2026-11-28T12:00:00.5000000")]
    [InlineData("2026-11-28t12:00:00z", "2026-11-28T12:00:00.0000000")]
    [InlineData("2026-11-28 12:00:00Z", "2026-11-28T12:00:00.0000000")]
    [InlineData("2026-11-28T12:00:00.25+05:30", "2026-11-28T06:30:00.2500000")]
    [InlineData("2026-11-28T12:00:00-00:00", "2026-11-28T12:00:00.0000000")]
    [InlineData("2026-11-28T12:00:00+23:59", "2026-11-27T12:01:00.0000000")]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.0000000")]
    [InlineData("1990-12-31T15:59:60.5-08:00", "1991-01-01T00:00:00.5000000")]
    [InlineData("2026-11-28", "2026-11-28T00:00:00.0000000")]
    [InlineData("2026-11-28T12:34", "2026-11-28T12:34:00.0000000")]
    [InlineData("2026-11-28 12:34+01:00", "2026-11-28T11:34:00.0000000")]
    [InlineData("2026-11-28T12:34:56", "2026-11-28T12:34:56.0000000")]
    [InlineData("2024-02-29", "2024-02-29T00:00:00.0000000")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.0000000")]
    public void A_time_is_read_as_the_rfc_writes_it(string text, string expected)
    {
        Assert.Equal(expected, Show(Parse(text)));
        Assert.Equal(expected, Show(JsonSerializer.Deserialize<DateTimeOffset>($"\"{text}\"", Json)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026")]
    [InlineData("2026-11")]
    [InlineData("26-11-28")]
    [InlineData("2026-02-29")]
    [InlineData("2026-13-01")]
    [InlineData("0000-01-01")]
    [InlineData("2026-11-28T")]
    [InlineData("2026-11-28Z")]
    [InlineData("2026-11-28T12")]
    [InlineData("2026-11-28T12Z")]
    [InlineData("2026-11-28T12:00:")]
    [InlineData("2026-11-28T12:00.5Z")]
    [InlineData("2026-11-28T24:00:00Z")]
    [InlineData("2026-11-28T12:60:00Z")]
    [InlineData("2026-11-28T12:00:61Z")]
    [InlineData("2026-11-28T12:00:60Z")]
    [InlineData("2016-12-31T23:59:60+01:00")]
    [InlineData("9999-12-31T23:59:60Z")]
    [InlineData("2026-11-28T12:00:00.Z")]
    [InlineData("2026-11-28T12:00:00,5Z")]
    [InlineData("2026-11-28T12:00:00+0100")]
    [InlineData("2026-11-28T12:00:00+01")]
    [InlineData("2026-11-28T12:00:00+24:00")]
    [InlineData("2026-11-28T12:00:00+01:60")]
    [InlineData("2026-11-28T12:00:00 Z")]
    [InlineData(" 2026-11-28T12:00:00Z")]
    [InlineData("2026-11-28T12:00:00Z ")]
    [InlineData("2026-11-28T12:00:00ZZ")]
    [InlineData("2026-11-28_12:00:00Z")]
    [InlineData("0001-01-01T00:00:00+00:01")]
    [InlineData("9999-12-31T23:59:59-00:01")]
    [InlineData("\u0662\u0660\u0662\u0666-11-28")]
    [InlineData("20261128T120000Z")]
    [InlineData("Sat, 28 Nov 2026 12:00:00 GMT")]
    public void What_is_not_rfc_3339_is_refused(string text)
    {
        Assert.False(Rfc3339.TryParse(text, out _));
        Assert.Throws<JsonValueException>(() => JsonSerializer.Deserialize<DateTimeOffset>(JsonSerializer.Serialize(text), Json));
    }

    [Fact]
    public void A_written_time_is_read_as_it_was_to_the_millisecond() =>
        Gen.Long[0, DateTime.MaxValue.Ticks].Sample(ticks =>
        {
            var time = new DateTimeOffset(ticks, TimeSpan.Zero);
            Span<byte> text = stackalloc byte[32];
            Assert.True(Rfc3339.TryFormat(time, text, out var written));
            Assert.Equal(ticks / TimeSpan.TicksPerMillisecond, Parse(Encoding.ASCII.GetString(text[..written])).Ticks / TimeSpan.TicksPerMillisecond);
        });

    [Fact]
    public void Every_offset_and_number_of_digits_is_the_same_moment() =>
        Gen.Select(
            Gen.DateTime[new DateTime(1, 1, 3, 0, 0, 0, DateTimeKind.Utc), new DateTime(9999, 12, 29, 0, 0, 0, DateTimeKind.Utc)],
            Gen.Int[-1_439, 1_439], Gen.Int[0, 12], Gen.OneOfConst('T', 't', ' '))
        .Sample((time, offset, digits, separator) =>
        {
            var (local, zone) = (time.AddMinutes(offset), TimeSpan.FromMinutes(Math.Abs(offset)));
            var fraction = local.ToString("fffffff", CultureInfo.InvariantCulture).PadRight(12, '7')[..digits];
            var kept = digits < 7 ? long.Parse(fraction.PadRight(7, '0'), CultureInfo.InvariantCulture) : local.Ticks % TimeSpan.TicksPerSecond;
            var text = FormattableString.Invariant(
                $"{local:yyyy-MM-dd}{separator}{local:HH:mm:ss}{(digits > 0 ? "." : "")}{fraction}{(offset < 0 ? '-' : '+')}{zone:hh\\:mm}");
            Assert.Equal(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond) + kept, Parse(text).Ticks);
        });

    [Fact]
    public void No_text_is_more_than_refused() => Gen.String[Gen.Char["0123456789-:.+TtZz /\u0660"], 0, 36].Sample(text =>
    {
        if (Rfc3339.TryParse(text, out var time))
        {
            Assert.Equal(TimeSpan.Zero, time.Offset);
        }
    });

    private static DateTimeOffset Parse(string text)
    {
        Assert.True(Rfc3339.TryParse(text, out var time), text);
        Assert.Equal(TimeSpan.Zero, time.Offset);
        return time;
    }

    private static string Show(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture);
}
