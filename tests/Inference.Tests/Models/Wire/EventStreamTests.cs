using System.Text;
using CsCheck;

namespace Inference.Models.Wire;

public sealed class EventStreamTests
{
    [Theory]
    [InlineData("data: 123456\n\ndata: 123456\n\n", true)]
    [InlineData("data: 123456\r\n\r\ndata: 123456\r\n\r\n", true)]
    [InlineData("data: 123456\r\rdata: 123456\r\r", true)]
    [InlineData("data: 123456\ndata: 123456\n\n", false)]
    [InlineData("data: 123456\r\ndata: 123456\r\n\r\n", false)]
    [InlineData(": 12345\n: 12345\n: 12345\n", false)]
    [InlineData("data: 1234567890123456", false)]
    public async Task An_event_ends_with_an_empty_line(string text, bool fits) =>
        Assert.Equal(fits ? text + "\n\n" : null, await ReadAsync("", text, 16, 20));

    [Fact]
    public void Where_a_stream_is_cut_into_reads_makes_no_difference() =>
        Gen.Select(Gen.Char["a\r\n"].Array[0, 60], Gen.Int[1, 7], Gen.Int[1, 12], Gen.Int[0, 20]).Sample((letters, size, limit, begun) =>
            Read(letters[..Math.Min(begun, letters.Length)], letters[Math.Min(begun, letters.Length)..], size, limit) == Read([], letters, 60, limit));

    private static string? Read(char[] begun, char[] rest, int size, int limit) =>
        ReadAsync(new string(begun), new string(rest), size, limit).GetAwaiter().GetResult();

    private static async Task<string?> ReadAsync(string begun, string rest, int size, int limit)
    {
        using var deadline = Deadline.Rent(TimeSpan.FromMinutes(1), CancellationToken.None);
        await using var stream = new EventStream(Encoding.UTF8.GetBytes(begun), new MemoryStream(Encoding.UTF8.GetBytes(rest)), limit, deadline);
        var read = new StringBuilder();
        var buffer = new byte[size];
        try
        {
            for (int count; (count = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken)) > 0;)
            {
                read.Append(Encoding.UTF8.GetString(buffer, 0, count));
            }
        }
        catch (AnswerTooLargeException)
        {
            return null;
        }

        return read.ToString();
    }
}
