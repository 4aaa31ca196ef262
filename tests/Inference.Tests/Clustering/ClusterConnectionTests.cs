using Inference.Errors;
using Inference.FrontEnd;
using Inference.Infrastructure;
using Microsoft.Extensions.Time.Testing;

namespace Inference.Clustering;

public sealed class ClusterConnectionTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly FakeLifetime _lifetime = new();
    private readonly ClusterConnection _connection;

    public ClusterConnectionTests() => _connection = new ClusterConnection(_lifetime, _clock);

    [Fact]
    public async Task A_call_during_startup_waits_for_the_first_silo()
    {
        var demand = _connection.EnsureConnectedAsync(TestContext.Current.CancellationToken);
        Assert.False(demand.IsCompleted);

        _lifetime.Start();

        await demand;
    }

    [Fact]
    public async Task Without_a_silo_the_wait_ends_in_a_refusal_with_retry_time()
    {
        var demand = _connection.EnsureConnectedAsync(TestContext.Current.CancellationToken);

        _clock.Advance(TimeSpan.FromSeconds(3));

        var refusal = await Assert.ThrowsAsync<InferenceException>(() => demand);
        Assert.Equal(ErrorKind.Overloaded, refusal.Kind);
        Assert.True(refusal.RetryAfterSeconds > 0);
    }

    [Fact]
    public async Task A_later_call_without_a_silo_is_refused_at_once()
    {
        _clock.Advance(TimeSpan.FromMinutes(1));

        var demand = _connection.EnsureConnectedAsync(TestContext.Current.CancellationToken);

        Assert.True(demand.IsCompleted);
        await Assert.ThrowsAsync<InferenceException>(() => demand);
    }

    [Fact]
    public async Task A_cancelled_call_ends_its_wait()
    {
        using var gone = new CancellationTokenSource();
        var demand = _connection.EnsureConnectedAsync(gone.Token);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => demand);
    }

    public void Dispose() => _lifetime.Dispose();
}
