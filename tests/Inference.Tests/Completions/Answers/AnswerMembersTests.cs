using System.Text.Json;
using Inference.Completions.Contract;

namespace Inference.Completions.Answers;

public sealed class AnswerMembersTests
{
    [Theory]
    [InlineData("""{"answer":{"a":[1,],"b":{"c":1.0/* one */,}}}""", """{"a":[1],"b":{"c":1.0}}""")]
    [InlineData("""{"answer":{"a":1,"a":2,"others":3,"Others":4}}""", """{"a":2,"others":3,"Others":4}""")]
    [InlineData("""{"answer":{"id":1,"object":2,"deleted":3}}""", "null")]
    [InlineData("""{"answer":7}""", "null")]
    [InlineData("""{"answer":{"a":""", "null")]
    [InlineData("[]", "null")]
    [InlineData(null, "null")]
    public void What_can_be_written_again_is_passed_on(string? extra, string members) =>
        Assert.Equal(members, JsonSerializer.Serialize(AnswerMembers.Of(extra).Answer));

    [Theory]
    [InlineData(100, true)]
    [InlineData(127, false)]
    [InlineData(1_000, false)]
    public void What_is_nested_too_deep_to_be_written_is_left_out(int depth, bool isPassedOn) => Assert.Equal(
        isPassedOn,
        AnswerMembers.Of($$$"""{"choice":{"deep":{{{new string('[', depth)}}}{{{new string(']', depth)}}} }}""").Choice is not null);

    [Theory]
    [InlineData("""{"type":"custom","custom":{"input":"x"},"id":"theirs"}""", "custom", """{"custom":{"input":"x"}}""", "null")]
    [InlineData("""{"type":7,"function":{"name":"theirs","strict":true}}""", null, "null", """{"strict":true}""")]
    [InlineData("""{"function":"f","extra_content":{}}""", null, """{"extra_content":{}}""", "null")]
    public void A_call_s_members_and_those_of_its_function_are_told_apart(string extra, string? type, string call, string function)
    {
        var members = AnswerMembers.OfCall(extra);

        Assert.Equal((type, call, function), (members.Type, JsonSerializer.Serialize(members.Call), JsonSerializer.Serialize(members.Function)));
    }
}
