using System.Text.Json;
using CsCheck;
using Inference.Completions.Contract;
using Inference.Messages;

namespace Inference.Completions.Streams;

public sealed class CompletionChunksTests
{
    private static readonly CompletionEvent.Began Began = new("chatcmpl-1", "chat_1", "local", DateTimeOffset.UnixEpoch);

    private static readonly CompletionEvent.Ended Ended =
        new CompletionEvent.Ended(FinishReason.Stop, new Usage(1, 2), new CompletionTimings()) { Position = 6 };

    [Fact]
    public void The_first_chunk_has_the_role_the_last_reason_and_usage()
    {
        var chunks = All([Began with { NamesChat = true, IncludesUsage = true }, Piece("Hello"), Ended]);

        Assert.Equal("assistant", chunks[0].Choices[0].Delta.Role);
        Assert.Equal("Hello", chunks[1].Choices[0].Delta.Content);
        Assert.Equal("stop", chunks[2].Choices[0].FinishReason);
        Assert.Empty(chunks[3].Choices);
        Assert.Equal(3, chunks[3].Usage!.TotalTokens);
        Assert.All(chunks, c => Assert.Equal("chat_1", c.Id));
    }

    [Fact]
    public void The_OpenAI_form_carries_the_completion_id_and_only_requested_usage()
    {
        var chunks = All([Began, Piece("Hello"), Ended]);

        Assert.All(chunks, c => Assert.Equal("chatcmpl-1", c.Id));
        Assert.All(chunks, c => Assert.Null(c.Usage));
    }

    [Theory]
    [InlineData(1, "Hello|stop|usage")]
    [InlineData(6, "stop|usage")]
    [InlineData(7, "usage")]
    [InlineData(8, "")]
    [InlineData(99, "")]
    public void A_resumed_reader_gets_exactly_the_missing_events(long after, string missing)
    {
        var chunks = new CompletionChunks(after);
        CompletionEvent[] rest =
            [Began with { IncludesUsage = true }, .. after < 6 ? [Piece("Hello")] : (CompletionEvent[])[], Ended];

        var received = rest.SelectMany(chunks.Of).Select(chunk => chunk.Usage is not null ? "usage" : chunk.Choices[0].FinishReason ?? chunk.Choices[0].Delta.Content);

        Assert.Equal(missing, string.Join('|', received));
    }

    [Fact]
    public void Positions_do_not_depend_on_where_pieces_are_cut() =>
        Gen.Select(Gen.String[0, 40], Gen.Int[0, 40]).Sample((text, at) =>
        {
            var cut = Math.Min(at, text.Length);
            Assert.Equal(PositionAfter([Began, Piece(text)]), PositionAfter([Began, Piece(text[..cut]), Piece(text[cut..])]));
        });

    [Fact]
    public void Scalars_of_the_server_are_in_all_chunks_that_follow()
    {
        var chunks = All(
        [
            Began with { IncludesUsage = true, Extra = """{"fp":"a"}""" }, Piece("Hel"),
            Piece("lo") with { Extra = """{"answer":{"fp":"b","tier":"x","timings":{"ms":1.0},"none":null,"id":"theirs"}}""" }, Piece("!"),
            Ended with { Position = 9 },
        ]);

        Assert.Equal(
            [
                """{"fp":"a"}""", """{"fp":"a"}""", """{"fp":"b","tier":"x","timings":{"ms":1.0},"none":null}""", """{"fp":"b","tier":"x"}""",
                """{"fp":"b","tier":"x"}""", """{"fp":"b","tier":"x"}""",
            ],
            chunks.Select(chunk => JsonSerializer.Serialize(chunk.Others)));
    }

    [Fact]
    public void Members_of_choice_and_delta_are_in_their_chunk_alone()
    {
        var chunks = All(
            [Began, Piece("Hello") with { Extra = """{"choice":{"logprobs":{"content":[]}},"message":{"refusal":null}}""" }, Ended with { Position = 7 }]);

        Assert.Equal("""{"logprobs":{"content":[]}}""", JsonSerializer.Serialize(chunks[1].Choices[0].Others));
        Assert.Equal("""{"refusal":null}""", JsonSerializer.Serialize(chunks[1].Choices[0].Delta.Others));
        Assert.All([chunks[0], chunks[2]], chunk => Assert.Null(chunk.Choices[0].Others ?? chunk.Choices[0].Delta.Others ?? chunk.Others));
    }

    private static CompletionEvent.Piece Piece(string text) => new(text, null, []);

    private static List<CompletionChunk> All(CompletionEvent[] events)
    {
        var chunks = new CompletionChunks(after: 0);
        return [.. events.SelectMany(chunks.Of)];
    }

    private static long PositionAfter(CompletionEvent[] events)
    {
        var chunks = new CompletionChunks(after: 0);
        foreach (var completionEvent in events)
        {
            _ = chunks.Of(completionEvent).Count();
        }

        return chunks.Position;
    }
}
