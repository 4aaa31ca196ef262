using Inference.Messages;
using Inference.Models;

namespace Inference.Completions.Answers;

public sealed class AnswerBuilderTests
{
    private const string A = """{"choice":{"logprobs":{"content":["a"]}}}""";
    private const string B = """{"choice":{"logprobs":{"content":["b"]}}}""";
    private const string Signature = """{"extra_content":{"google":{"thought_signature":"s"}}}""";

    [Fact]
    public void Other_members_travel_with_the_text_that_they_came_with()
    {
        var answer = Of(Update(text: "a", extra: A), Update(text: "b", extra: B));

        Assert.Equal(["a " + A, "b " + B], Read(answer, 0, 100));
        Assert.Equal([A, "b " + B], Read(answer, 1, 100));
        Assert.Equal(["b " + B], Read(answer, 2, 100));
        Assert.Equal(4, answer.Length);
    }

    [Fact]
    public void Two_pieces_never_share_an_event()
    {
        var answer = Of(Update(extra: A), Update(extra: B), Update(text: "b"), Update(extra: A), Update(extra: B));

        Assert.Equal([A, B, "b " + A, B], Read(answer, 0, 100));
    }

    [Fact]
    public void Of_a_text_that_is_cut_they_follow_its_end()
    {
        var answer = Of(Update(text: "abcd", extra: A));

        Assert.Equal(["ab"], Read(answer, 0, 2));
        Assert.Equal(["cd " + A], Read(answer, 2, 2));
    }

    [Fact]
    public void A_batch_of_other_members_alone_is_as_long_as_any()
    {
        var answer = Of([.. Enumerable.Range(0, 10).Select(_ => Update(extra: A))]);

        Assert.Equal(3, Read(answer, 4, 3).Count);
        Assert.Single(Read(answer, 9, 3));
        Assert.Empty(Read(answer, 10, 3));
    }

    [Fact]
    public void A_call_s_other_members_travel_with_it()
    {
        var answer = Of(
            new ModelUpdate { Model = "m", ToolCalls = [new ToolCallDelta(0, "c", "f", "{}") { Extra = Signature }], Extra = A },
            new ModelUpdate { Model = "m", ToolCalls = [new ToolCallDelta(0, null, null, " ") { Extra = """{"x":1}""" }] });

        Assert.Equal([$"0 c f {{}} {Signature} {A}", """0     {"x":1}"""], Read(answer, 0, 100));
        Assert.Equal("""{"extra_content":{"google":{"thought_signature":"s"}},"x":1}""", Assert.Single(answer.ToolCalls()).Extra);
        Assert.Equal(A, answer.Extra);
        Assert.Equal([Signature, A, """{"x":1}"""], answer.Extras!.Value);
    }

    [Fact]
    public void A_whole_answer_with_other_members_is_in_the_usual_order()
    {
        var answer = new AnswerBuilder();
        answer.Add(new ModelAnswer
        {
            Model = "m",
            ReasoningContent = "r",
            Content = "t",
            ToolCalls = [new ToolCall("1", "f", "{}") { Extra = Signature }, new ToolCall("2", "f", "{}"), new ToolCall("3", "", "") { Extra = Signature }],
            FinishReason = FinishReason.Stop,
            Usage = Usage.None,
            Extras = [A, B],
        });

        Assert.True(answer.IsInUsualOrder);
        Assert.False(Of(Update(text: "a", extra: A), Update(text: "b")).IsInUsualOrder);
    }

    [Fact]
    public void Discarded_answers_and_members_alone_are_empty()
    {
        var answer = Of(Update(extra: A));
        Assert.True(answer.IsEmpty);
        Assert.True(Of(Update(extra: """{"message":{"refusal":null,"annotations":[]}}""")).IsEmpty);
        Assert.False(Of(Update(extra: """{"message":{"refusal":"No"}}""")).IsEmpty);

        answer.Add(new ModelUpdate { Model = "m", Text = "a", ToolCalls = [new ToolCallDelta(0, "c", "f", "{}") { Extra = Signature }] });
        Assert.False(answer.IsEmpty);

        answer.Discard();
        Assert.True(answer.IsEmpty);
        Assert.Equal((null, null, 0L), (answer.Extra, answer.Extras, answer.Length));
        Assert.Null(answer.ScalarsAt(0));
        Assert.Empty(Read(answer, 0, 100));
    }

    private static AnswerBuilder Of(params ModelUpdate[] updates)
    {
        var answer = new AnswerBuilder();
        foreach (var update in updates)
        {
            answer.Add(update);
        }

        return answer;
    }

    private static ModelUpdate Update(string? text = null, string? extra = null) => new() { Model = "m", Text = text, Extra = extra };

    private static List<string> Read(AnswerBuilder answer, long units, int most)
    {
        var events = new List<CompletionEvent>();
        answer.ReadAfter(units, most, events);
        return [.. events.Cast<CompletionEvent.Piece>().Select(piece => string.Join(' ', ((string?[])
        [
            piece.Text, piece.Reasoning,
            .. piece.ToolCalls.Select(call => $"{call.Index} {call.Id} {call.Name} {call.Arguments}{(call.Extra is null ? "" : " " + call.Extra)}"),
            piece.Extra,
        ]).OfType<string>()))];
    }
}
