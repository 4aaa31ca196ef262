using Inference.Errors;
using Inference.Infrastructure;
using Microsoft.Extensions.Time.Testing;

namespace Inference.FrontEnd;

public sealed class ClusterConnectionTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly FakeLifetime _lifetime = new();
    private readonly ClusterConnection _connection;

    public ClusterConnectionTests() => _connection = new ClusterConnection(_lifetime, _clock);

    [Fact]
    public async Task Who_asks_while_the_process_starts_waits_for_the_first_silo()
    {
        var demand = _connection.EnsureConnectedAsync(TestContext.Current.CancellationToken);
        Assert.False(demand.IsCompleted);

        _lifetime.Start();

        await demand;
    }

    [Fact]
    public async Task Without_a_silo_the_wait_ends_in_a_refusal_that_says_when_to_try_again()
    {
        var demand = _connection.EnsureConnectedAsync(TestContext.Current.CancellationToken);

        _clock.Advance(TimeSpan.FromSeconds(3));

        var refusal = await Assert.ThrowsAsync<InferenceException>(() => demand);
        Assert.Equal(ErrorKind.Overloaded, refusal.Kind);
        Assert.True(refusal.RetryAfterSeconds > 0);
    }

    [Fact]
    public async Task Later_who_asks_without_a_silo_is_refused_at_once()
    {
        _clock.Advance(TimeSpan.FromMinutes(1));

        var demand = _connection.EnsureConnectedAsync(TestContext.Current.CancellationToken);

        Assert.True(demand.IsCompleted);
        await Assert.ThrowsAsync<InferenceException>(() => demand);
    }

    [Fact]
    public async Task Who_has_gone_is_waited_for_no_longer()
    {
        using var gone = new CancellationTokenSource();
        var demand = _connection.EnsureConnectedAsync(gone.Token);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => demand);
    }

    public void Dispose() => _lifetime.Dispose();
}
