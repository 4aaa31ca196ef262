using CsCheck;

namespace Inference.Completions;

public sealed class CompletionChunksTests
{
    private static readonly CompletionEvent Began = new CompletionEvent.Began("chatcmpl-1", "chat_1", "local", DateTimeOffset.UnixEpoch);

    private static readonly CompletionEvent Ended =
        new CompletionEvent.Ended(FinishReason.Stop, new Usage(1, 2), new CompletionTimings());

    [Fact]
    public void The_first_chunk_brings_the_role_and_the_last_ones_the_reason_and_the_usage()
    {
        var chunks = All(new CompletionForm(NamesChat: true, IncludesUsage: true), [Began, Piece("Hello"), Ended]);

        Assert.Equal("assistant", chunks[0].Choices[0].Delta.Role);
        Assert.Equal("Hello", chunks[1].Choices[0].Delta.Content);
        Assert.Equal("stop", chunks[2].Choices[0].FinishReason);
        Assert.Empty(chunks[3].Choices);
        Assert.Equal(3, chunks[3].Usage!.TotalTokens);
        Assert.All(chunks, c => Assert.Equal("chat_1", c.Id));
    }

    [Fact]
    public void The_OpenAI_form_carries_the_completions_id_and_no_usage_that_nobody_asked_for()
    {
        var chunks = All(new CompletionForm(NamesChat: false, IncludesUsage: false), [Began, Piece("Hello"), Ended]);

        Assert.All(chunks, c => Assert.Equal("chatcmpl-1", c.Id));
        Assert.All(chunks, c => Assert.Null(c.Usage));
    }

    [Fact]
    public void Positions_do_not_depend_on_where_pieces_are_cut() =>
        Gen.Select(Gen.String[0, 40], Gen.Int[0, 40]).Sample((text, at) =>
        {
            var cut = Math.Min(at, text.Length);
            Assert.Equal(PositionAfter([Began, Piece(text)]), PositionAfter([Began, Piece(text[..cut]), Piece(text[cut..])]));
        });

    private static CompletionEvent.Piece Piece(string text) => new(text, null, []);

    private static List<CompletionChunk> All(CompletionForm form, CompletionEvent[] events)
    {
        var chunks = new CompletionChunks(form);
        return [.. events.SelectMany(chunks.Of)];
    }

    private static long PositionAfter(CompletionEvent[] events)
    {
        var chunks = new CompletionChunks(new CompletionForm(NamesChat: true, IncludesUsage: true));
        foreach (var happened in events)
        {
            _ = chunks.Of(happened).Count();
        }

        return chunks.Position;
    }
}
