namespace Inference.Fuzz;

public sealed class StreamCheckTests
{
    private const string Chunk = """{"id":"chat_1","object":"chat.completion.chunk","created":1,"model":"local","choices":[{"index":0,"delta":{},"finish_reason":null}]}""";

    [Theory]
    [InlineData("data: [DONE]\n\n")]
    [InlineData("data: {\"error\":{\"type\":\"api_error\",\"message\":\"m\",\"code\":\"model_error\",\"status\":502,\"request_id\":\"req_1\"}}\n\n")]
    public void A_whole_stream_has_no_faults(string end) => Assert.Empty(Check($": waiting\n\nid: 1\ndata: {Chunk}\n\nid: 2\ndata: {Chunk}\n\n{end}"));

    [Theory]
    [InlineData("", "the stream ends without [DONE] or an error")]
    [InlineData("data: [DONE]\n\ndata: {}\n\n", "something comes after the stream's end")]
    [InlineData("id: 1\ndata: [DONE]\n\n", "an event's id is no number above the one before")]
    [InlineData("data: {\ndata: [DONE]\n\n", "an event's data is no JSON")]
    [InlineData("event: x\ndata: [DONE]\n\n", "a line is neither id nor data")]
    [InlineData("data: {\"id\":\"x\"}\n\ndata: [DONE]\n\n", "chunk.choices is missing")]
    [InlineData("data: {\"error\":{}}\n\n", "error event: body.error.code is missing")]
    public void A_stream_that_is_not_as_described_is_a_fault(string end, string fault) =>
        Assert.Contains($"Streams: {fault}", Check($"id: 1\ndata: {Chunk}\n\n{end}"));

    private static string[] Check(string body) => FuzzSamples.Check(
        FuzzSamples.Answer(200, body, "text/event-stream"), FuzzSamples.Request("createChatCompletion", "/v1/chats"));
}
