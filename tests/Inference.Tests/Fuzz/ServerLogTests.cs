using Inference.Servers;
using Inference.Trees;

namespace Inference.Fuzz;

public sealed class ServerLogTests
{
    private const string Time = "2026-11-28T15:08:31.877Z";

    private static readonly HashSet<string> NoRequests = [];

    [Fact]
    public void Ordinary_entries_are_no_faults() => Assert.Empty(Read($"{Time} info  Inference.ApiKeys.ApiKeyGrain: API key key_1 was created", "Inference is ready at http://x").FindFaults(NoRequests));

    [Theory]
    [InlineData("", "")]
    [InlineData($" [{FuzzSamples.RequestId}]", "    ")]
    public void The_exception_of_a_request_is_reported_with_its_answer(string scope, string indent)
    {
        var log = Read(
            $"{Time} error Inference.Http.ErrorHandler{scope}: POST request {FuzzSamples.RequestId} failed by a bug",
            $"{indent}System.IO.IOException: Bad data.",
            $"{indent} ---> System.InvalidOperationException: Cannot read.",
            $"{indent}   at System.Text.Json.JsonDocument.Parse()",
            $"{indent}   at Inference.Binding.BodyParser.Explain(ReadOnlyMemory`1 json) in BodyParser.cs:line 56");

        Assert.Empty(log.FindFaults(new HashSet<string> { FuzzSamples.RequestId }));
        Assert.Equal("InvalidOperationException in BodyParser.Explain", log.ExceptionOf(FuzzSamples.RequestId));
    }

    [Fact]
    public void An_exception_without_a_request_is_a_fault()
    {
        var log = Read($"{Time} warn  Inference.Models.ModelClient: Model tiny failed: x", "System.ArgumentException: y", "   at Inference.Models.OpenAIPrompt.Raw()");

        Assert.Equal("warn Inference.Models.ModelClient: ArgumentException in OpenAIPrompt.Raw", Assert.Single(log.FindFaults(NoRequests)).Kind);
    }

    [Fact]
    public void A_line_that_a_client_wrote_is_a_fault() =>
        Assert.Equal("a line that a client wrote", Assert.Single(Read($"{Time} info  A.B: name a", EdgeCaseLiterals.ForgedLine).FindFaults(NoRequests)).Kind);

    [Fact]
    public void An_escape_sequence_of_a_client_is_a_fault() =>
        Assert.Equal("control characters of a client, from A.B", Assert.Single(Read($"{Time} info  A.B: \u001b[2J").FindFaults(NoRequests)).Kind);

    [Fact]
    public void An_exception_that_its_answer_does_not_show_is_a_fault()
    {
        var log = Read($"{Time} error A.B: request {FuzzSamples.RequestId} failed", "System.InvalidOperationException: x", "   at Inference.A.B()");

        Assert.Equal("InvalidOperationException in A.B, of a request whose answer does not show it", Assert.Single(log.FindFaults(NoRequests)).Kind);
    }

    private static ServerLog Read(params string[] lines)
    {
        var log = new ServerLog(TextWriter.Null);
        foreach (var line in lines)
        {
            log.Append(line);
        }

        log.Finish();
        return log;
    }
}
