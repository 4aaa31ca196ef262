using Inference.Errors;
using Inference.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Inference.InferenceLogs;

public sealed class CallFailureLogTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly ModelLog _log = new();
    private readonly LoggerFactory _logs;
    private readonly CallFailureLog _failures;

    public CallFailureLogTests()
    {
        _logs = new LoggerFactory([_log]);
        _failures = new CallFailureLog(_clock, _logs.CreateLogger<CallFailureLog>());
    }

    public void Dispose()
    {
        _failures.Dispose();
        _logs.Dispose();
        _log.Dispose();
    }

    [Fact]
    public void A_failed_model_is_one_log_line_with_its_cause_without_trace()
    {
        Write(new InferenceException(ErrorKind.ModelError, "The model 'm' could not be reached.") { Cause = "Connection refused" });

        var line = Assert.Single(_log.Entries).Message;
        Assert.Contains("Completion chatcmpl-1 of model m failed: The model 'm' could not be reached. (Connection refused)", line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(ErrorKind.InvalidParamValue))]
    [InlineData(nameof(ErrorKind.ContextLengthExceeded))]
    [InlineData(nameof(ErrorKind.ContentFilter))]
    [InlineData(nameof(ErrorKind.ModelNotFound))]
    public void A_refused_request_is_no_warning(string kind)
    {
        Write(new InferenceException(Enum.Parse<ErrorKind>(kind), "Too long."));

        Assert.Equal(LogLevel.Debug, Assert.Single(_log.Entries).Level);
    }

    [Fact]
    public void A_bug_keeps_its_trace()
    {
        try
        {
            throw new InvalidOperationException("A bug.");
        }
        catch (InvalidOperationException bug)
        {
            Write(bug);
        }

        Assert.Contains(nameof(A_bug_keeps_its_trace), Assert.Single(_log.Entries).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Those_that_met_an_open_breaker_are_counted()
    {
        for (var i = 0; i < 100; i++)
        {
            Write(new InferenceException(ErrorKind.ModelError, "The model 'm' is not asked.") { Cause = ModelFailure.CircuitOpen });
        }

        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(2, _log.Entries.Count);
        Assert.Contains("99 more completions failed", _log.Entries.Last().Message, StringComparison.Ordinal);
    }

    private void Write(Exception failure) => _failures.Write("chatcmpl-1", "m", failure);
}
