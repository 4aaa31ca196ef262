using Inference.Uploads.Files;

namespace Inference.Uploads;

public sealed class BirthdateTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 30, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("1985-12-31", "1985-12-31")]
    [InlineData(" 31/12/1985 ", "1985-12-31")]
    [InlineData("1/2/2003", "2003-02-01")]
    [InlineData("31.12.1985", "1985-12-31")]
    [InlineData("1.2.2003", "2003-02-01")]
    [InlineData("31-12-1985", "1985-12-31")]
    [InlineData("1985-12-31T23:30:00Z", "1985-12-31")]
    [InlineData("1985-12-31 23:30:00.5+02:00", "1985-12-31")]
    public void Dates_are_iso_or_day_first(string text, string expected)
    {
        Assert.True(Birthdate.TryParse(text, out var date));
        Assert.Equal(expected, date);
    }

    [Theory]
    [InlineData("33238")]
    [InlineData("1985")]
    [InlineData("12/31/1985")]
    [InlineData("12.31.1985")]
    [InlineData("31.12.85")]
    [InlineData("1985-02-30")]
    [InlineData("yesterday")]
    [InlineData("")]
    public void What_is_no_date_is_none(string text) => Assert.False(Birthdate.TryParse(text, out _));

    [Theory]
    [InlineData("31412", "1985-12-31")]
    [InlineData("31412.75", "1985-12-31")]
    [InlineData("1", "1900-01-01")]
    [InlineData("59", "1900-02-28")]
    [InlineData("61", "1900-03-01")]
    public void A_workbooks_numbers_are_days_since_1900(string number, string expected)
    {
        Assert.True(Birthdate.TryParseSerial(number, since1904: false, out var date));
        Assert.Equal(expected, date);
    }

    [Theory]
    [InlineData("60")]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("2958466")]
    [InlineData("1985")]
    [InlineData("1e4")]
    [InlineData("true")]
    public void Other_numbers_of_a_workbook_are_no_dates(string number) => Assert.False(Birthdate.TryParseSerial(number, since1904: false, out _));

    [Fact]
    public void Some_workbooks_count_from_1904()
    {
        Assert.True(Birthdate.TryParseSerial("29950", since1904: true, out var date));
        Assert.Equal("1985-12-31", date);
    }

    [Theory]
    [InlineData("1500-01-01", "birthdate 1500-01-01 is before 1900")]
    [InlineData("1899-12-31", "birthdate 1899-12-31 is before 1900")]
    [InlineData("1900-01-01", null)]
    [InlineData("2026-07-01", null)]
    [InlineData("2026-07-02", "birthdate 2026-07-02 is in the future")]
    public void A_birthdate_lies_between_1900_and_today_wherever_on_earth_that_is(string date, string? fault) =>
        Assert.Equal(fault, Birthdate.FindFault(date, Now));
}
