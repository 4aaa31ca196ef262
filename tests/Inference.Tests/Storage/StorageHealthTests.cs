using System.Collections.Concurrent;
using Inference.Errors;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Inference.Storage;

public sealed class StorageHealthTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Lines _log = new();
    private readonly StorageHealth _health;

    public StorageHealthTests() => _health = new StorageHealth(_clock, _log);

    [Fact]
    public void Storage_that_fails_is_logged_once_and_once_more_when_it_recovers()
    {
        for (var n = 0; n < 100; n++)
        {
            _health.Report(ErrorKind.StorageFull, "no\nspace");
        }

        _clock.Advance(TimeSpan.FromSeconds(30));
        _health.Recover();
        _health.Recover();

        Assert.Collection(
            _log.Written,
            line => Assert.Equal("Error: The storage is full: what has to be stored is refused until a write succeeds, reads go on. no space", line),
            line => Assert.Equal("Information: The storage takes writes again, after 30 s", line));
        _health.EnsureWritable();
        Assert.False(_health.WhenFailing.IsCompleted);
    }

    [Theory]
    [InlineData(ErrorKind.StorageFull)]
    [InlineData(ErrorKind.StorageUnavailable)]
    public void Work_is_refused_with_a_retry_time_while_storage_fails(ErrorKind kind)
    {
        _health.Report(kind, "");

        var refusal = Assert.Throws<InferenceException>(_health.EnsureWritable);

        Assert.Equal(kind, refusal.Kind);
        Assert.NotNull(refusal.RetryAfterSeconds);
        Assert.True(_health.WhenFailing.IsCompleted);
    }

    [Fact]
    public void Unresponsive_storage_is_logged_once_and_its_work_may_wait()
    {
        _health.Report(ErrorKind.Overloaded, "Connection refused");
        _health.Report(ErrorKind.Overloaded, "Connection refused");
        _health.EnsureWritable();
        _health.Recover();

        Assert.Equal(2, _log.Written.Count);
        Assert.Contains("does not answer", _log.Written.First(), StringComparison.Ordinal);
    }

    [Fact]
    public void Storage_that_is_full_and_then_does_not_answer_stays_full()
    {
        _health.Report(ErrorKind.StorageFull, "");
        _health.Report(ErrorKind.Overloaded, "");

        Assert.Equal(ErrorKind.StorageFull, _health.Problem?.Kind);
        Assert.Single(_log.Written);
    }

    [Fact]
    public void After_a_relapse_a_successful_probe_counts_only_later()
    {
        _health.Report(ErrorKind.StorageFull, "");
        _health.Recover();
        _health.Report(ErrorKind.StorageFull, "");

        _clock.Advance(TimeSpan.FromSeconds(4));
        _health.Recover();
        Assert.NotNull(_health.Problem);

        _clock.Advance(TimeSpan.FromSeconds(1));
        _health.Recover();
        Assert.Null(_health.Problem);
    }

    private sealed class Lines : ILogger<StorageHealth>
    {
        public ConcurrentQueue<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Enqueue($"{logLevel}: {formatter(state, exception)}");
    }
}
