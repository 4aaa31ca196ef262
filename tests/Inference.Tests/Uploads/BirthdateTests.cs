namespace Inference.Uploads;

public sealed class BirthdateTests
{
    [Theory]
    [InlineData("1985-12-31", "1985-12-31")]
    [InlineData(" 31/12/1985 ", "1985-12-31")]
    [InlineData("1/2/2003", "2003-02-01")]
    [InlineData("1985-12-31T23:30:00Z", "1985-12-31")]
    [InlineData("1985-12-31 23:30:00.5+02:00", "1985-12-31")]
    [InlineData("31412", "1985-12-31")]
    [InlineData("31412.75", "1985-12-31")]
    [InlineData("1", "1900-01-01")]
    [InlineData("59", "1900-02-28")]
    [InlineData("61", "1900-03-01")]
    public void Dates_are_iso_or_day_first_or_days_since_1900(string text, string expected)
    {
        Assert.True(Birthdate.TryParse(text, since1904: false, out var date));
        Assert.Equal(expected, date);
    }

    [Theory]
    [InlineData("60")]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("2958466")]
    [InlineData("1985")]
    [InlineData("12/31/1985")]
    [InlineData("1985-02-30")]
    [InlineData("yesterday")]
    [InlineData("1e4")]
    [InlineData("")]
    public void What_is_no_date_is_none(string text) => Assert.False(Birthdate.TryParse(text, since1904: false, out _));

    [Fact]
    public void Some_workbooks_count_from_1904()
    {
        Assert.True(Birthdate.TryParse("29950", since1904: true, out var date));
        Assert.Equal("1985-12-31", date);
    }
}
