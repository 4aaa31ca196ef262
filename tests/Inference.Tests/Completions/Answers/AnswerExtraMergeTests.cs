using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Inference.Completions.Answers;

public sealed class AnswerExtraMergeTests
{
    [Theory]
    [InlineData("""{"s":"a"}""", """{"s":"b","n":1.0}""", """{"s":"b","n":1.0}""")]
    [InlineData("""{"s":"a"}""", """{"s":null,"n":null}""", """{"s":"a","n":null}""")]
    [InlineData("""{"s":null}""", """{"s":"a"}""", """{"s":"a"}""")]
    [InlineData("""{"n":1}""", """{"n":12345678901234567890}""", """{"n":12345678901234567890}""")]
    [InlineData("""{"n":1e400,"o":{"a":1}}""", """{"o":{"b":1.50}}""", """{"n":1e400,"o":{"b":1.50}}""")]
    [InlineData("""{"list":[1]}""", """{"list":[2]}""", """{"list":[2]}""")]
    public void Of_the_answer_the_latest_values_count(string first, string second, string merged) =>
        Assert.Equal(Part("answer", merged), Merge("answer", first, second));

    [Theory]
    [InlineData(
        """{"logprobs":{"content":[{"token":"a","logprob":-0.10}],"refusal":null}}""",
        """{"logprobs":{"content":[{"token":"b","logprob":-1e-7}],"refusal":null}}""",
        """{"logprobs":{"content":[{"token":"a","logprob":-0.10},{"token":"b","logprob":-1e-7}],"refusal":null}}""")]
    [InlineData("""{"logprobs":{"content":[1]}}""", """{"logprobs":null}""", """{"logprobs":{"content":[1]}}""")]
    [InlineData("""{"logprobs":{"content":[1],"refusal":[]}}""", """{"logprobs":{"refusal":[2]}}""", """{"logprobs":{"content":[1],"refusal":[2]}}""")]
    [InlineData("""{"logprobs":null}""", """{"logprobs":{"content":[1]}}""", """{"logprobs":{"content":[1]}}""")]
    [InlineData("""{"token_ids":[1,2]}""", """{"token_ids":[3]}""", """{"token_ids":[1,2,3]}""")]
    [InlineData("""{"stop_reason":null}""", """{"stop_reason":7}""", """{"stop_reason":7}""")]
    [InlineData("""{"f":{"hate":{"severity":"low","x":[1]}}}""", """{"f":{"hate":{"severity":"safe"}}}""", """{"f":{"hate":{"severity":"safe"}}}""")]
    public void Of_a_choice_the_latest_values_count_and_lists_go_on(string first, string second, string merged) =>
        Assert.Equal(Part("choice", merged), Merge("choice", first, second));

    [Theory]
    [InlineData("""{"refusal":"I can"}""", """{"refusal":"not."}""", """{"refusal":"I cannot."}""")]
    [InlineData("""{"refusal":null}""", """{"refusal":"No"}""", """{"refusal":"No"}""")]
    [InlineData("""{"refusal":"No"}""", """{"refusal":null}""", """{"refusal":"No"}""")]
    [InlineData("""{"a":"\"ä\n"}""", """{"a":"\ud83e\udd8a\\"}""", """{"a":"\"ä\n\uD83E\uDD8A\\"}""")]
    [InlineData("""{"annotations":[]}""", """{"annotations":[{"type":"url"}]}""", """{"annotations":[{"type":"url"}]}""")]
    [InlineData("""{"annotations":[{"type":"url","n":1}]}""", """{"annotations":[{"type":"url","n":2}]}""", """{"annotations":[{"type":"url","n":1},{"type":"url","n":2}]}""")]
    [InlineData(
        """{"details":[{"index":0,"type":"text","text":"a","id":"r1","format":"f","signature":null}]}""",
        """{"details":[{"index":0,"type":"text","text":"b","id":"r1","format":"","signature":"s"},{"index":1,"text":"c"}]}""",
        """{"details":[{"index":0,"type":"text","text":"ab","id":"r1","format":"f","signature":"s"},{"index":1,"text":"c"}]}""")]
    [InlineData("""{"details":[{"index":1,"text":"a"},{"index":0,"text":"b"}]}""", """{"details":[{"index":1,"text":"c"},{"index":1,"text":"d"}]}""", """{"details":[{"index":1,"text":"acd"},{"index":0,"text":"b"}]}""")]
    [InlineData("""{"details":[{"index":1.5,"text":"a"}]}""", """{"details":[{"index":1.5,"text":"b"}]}""", """{"details":[{"index":1.5,"text":"a"},{"index":1.5,"text":"b"}]}""")]
    [InlineData("""{"audio":{"id":"x","data":"AA","expires_at":1}}""", """{"audio":{"data":"BB","expires_at":2}}""", """{"audio":{"id":"x","data":"AABB","expires_at":2}}""")]
    [InlineData("""{"flag":false,"n":1.0,"o":{"a":"x"}}""", """{"flag":true,"n":1.00,"o":"text"}""", """{"flag":true,"n":1.00,"o":"text"}""")]
    [InlineData("""{"type":"a","name":"b"}""", """{"type":"c","name":"b"}""", """{"type":"c","name":"b"}""")]
    public void Of_a_message_texts_and_lists_go_on(string first, string second, string merged) =>
        Assert.Equal(Part("message", merged), Merge("message", first, second));

    [Theory]
    [InlineData("""{"extra_content":{"google":{"thought_signature":"AB"}}}""", """{"extra_content":{"google":{"thought_signature":"CD"}}}""", """{"extra_content":{"google":{"thought_signature":"ABCD"}}}""")]
    [InlineData("""{"type":"custom","custom":{"name":"run","input":"a"}}""", """{"type":"custom","custom":{"input":"b"}}""", """{"type":"custom","custom":{"name":"run","input":"ab"}}""")]
    [InlineData("""{"function":{"strict":null}}""", """{"function":{"strict":true}}""", """{"function":{"strict":true}}""")]
    public void Of_a_tool_call_texts_go_on_and_names_stay(string first, string second, string merged) =>
        Assert.Equal(merged, AnswerExtraMerge.OfCall([first, second]));

    [Fact]
    public void One_piece_stays_the_text_that_it_is()
    {
        const string Piece = """{ "message" : {"n":1.0,"n":2} }""";

        Assert.Same(Piece, AnswerExtraMerge.OfAnswer([Piece]));
        Assert.Same(Piece, AnswerExtraMerge.OfCall([Piece]));
        Assert.Null(AnswerExtraMerge.OfAnswer([]));
    }

    [Fact]
    public void Commas_and_comments_that_servers_leave_are_dropped() => Assert.Equal(
        """{"choice":{"logprobs":{"content":[1,2]}}}""",
        AnswerExtraMerge.OfAnswer(["""{"choice":{"logprobs":{"content":[1,],}}}""", """{"choice":{"logprobs":{"content":[/* two */2]}}}"""]));

    [Fact]
    public void Pieces_of_different_parts_are_put_together() => Assert.Equal(
        """{"answer":{"system_fingerprint":"fp"},"choice":{"logprobs":null},"message":{"refusal":"No"}}""",
        AnswerExtraMerge.OfAnswer(
            ["""{"message":{"refusal":"N"}}""", """{"answer":{"system_fingerprint":"fp"}}""", """{"message":{"refusal":"o"},"choice":{"logprobs":null}}"""]));

    [Theory]
    [InlineData("""{"message":{"refusal":null,"annotations":[],"content":"x","audio":{"id":"a"},"n":0}}""", """{"audio":{"id":"a"},"n":0}""")]
    [InlineData("""{"message":{"refusal":null,"annotations":[]}}""", null)]
    [InlineData("""{"answer":{"system_fingerprint":"fp"}}""", null)]
    [InlineData(null, null)]
    public void A_conversation_keeps_the_members_that_say_something(string? extra, string? kept) => Assert.Equal(kept, AnswerExtraMerge.OfMessage(extra));

    [Theory]
    [InlineData(0, """{"fp":"a","tier":"x","n":1.0}""")]
    [InlineData(1, """{"fp":"a","tier":"x","n":1.0}""")]
    [InlineData(2, """{"fp":"b","tier":"x","n":1.0}""")]
    [InlineData(4, """{"fp":"b","tier":"y","n":1.0}""")]
    public void Chunks_have_the_scalars_of_their_position_or_the_first_to_come(int passed, string scalars) => Assert.Equal(
        scalars,
        AnswerExtraMerge.ScalarsOf(
            [
                """{"answer":{"fp":"a","timings":{"x":1},"none":null}}""", """{"answer":{"fp":"b","tier":"x"}}""", """{"choice":{"text":"\"answer\""}}""",
                """{"answer":{"tier":"y","n":1.0}}""",
            ],
            passed));

    [Fact]
    public void Ten_thousand_pieces_are_merged_in_linear_time()
    {
        var (few, many) = (Pieces(1_000), Pieces(10_000));
        Measure(few);

        var (short_, long_) = (Measure(few), Measure(many));

        Assert.Equal(10_000, JsonNode.Parse(AnswerExtraMerge.OfAnswer(many)!)!["choice"]!["logprobs"]!["content"]!.AsArray().Count);
        Assert.True(long_ < (short_ + TimeSpan.FromMilliseconds(20)) * 40, $"{short_} for 1,000, {long_} for 10,000");
    }

    private static List<string> Pieces(int count) => [.. Enumerable.Range(0, count).Select(n =>
        $$$"""{"choice":{"logprobs":{"content":[{"token":"t{{{n}}}","logprob":-0.5,"bytes":[97],"top_logprobs":[]}]}},"message":{"audio":{"data":"{{{n}}}"},"list":[{"index":0,"text":"x"}]}}""")];

    private static TimeSpan Measure(List<string> pieces) => Enumerable.Range(0, 3).Min(_ =>
    {
        var watch = Stopwatch.StartNew();
        AnswerExtraMerge.OfAnswer(pieces);
        return watch.Elapsed;
    });

    private static string? Merge(string part, string first, string second) => AnswerExtraMerge.OfAnswer([Part(part, first), Part(part, second)]);

    private static string Part(string part, string members) => $$"""{"{{part}}":{{members}}}""";
}
