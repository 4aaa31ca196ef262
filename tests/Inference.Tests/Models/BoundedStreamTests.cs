using System.Text;
using CsCheck;
using Inference.Models.Servers;

namespace Inference.Models;

public sealed class BoundedStreamTests
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
        Assert.Equal(fits, await ReadAsync(text, 16, 20, StreamBound.Event) == text);

    [Fact]
    public void Where_a_stream_is_cut_into_reads_makes_no_difference() => Gen.Select(Gen.Char["a\r\n"].Array[0, 60], Gen.Int[1, 7], Gen.Int[1, 12])
        .Sample((letters, size, limit) =>
            Read(new string(letters), size, limit) == Read(new string(letters), 60, limit));

    [Theory]
    [InlineData(StreamBound.Whole, 10, "0123456789")]
    [InlineData(StreamBound.Whole, 9, null)]
    [InlineData(StreamBound.Cut, 10, "0123456789")]
    [InlineData(StreamBound.Cut, 4, "0123")]
    internal async Task A_body_is_read_up_to_its_bound(StreamBound bound, int limit, string? expected) =>
        Assert.Equal(expected, await ReadAsync("0123456789", 3, limit, bound));

    private static string? Read(string text, int size, int limit) => ReadAsync(text, size, limit, StreamBound.Event).GetAwaiter().GetResult();

    private static async Task<string?> ReadAsync(string text, int size, int limit, StreamBound bound)
    {
        await using var stream = new BoundedStream(new MemoryStream(Encoding.UTF8.GetBytes(text)), limit, bound);
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
