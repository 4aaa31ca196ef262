using Microsoft.Extensions.Time.Testing;

namespace Inference.Experts;

public sealed class LeasedVersionTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly LeasedVersion _version;
    private Func<Task<long>> _answer;
    private int _asked;

    public LeasedVersionTests()
    {
        _answer = () => Task.FromResult(1L);
        _version = new LeasedVersion(
            () =>
            {
                _asked++;
                return new ValueTask<long>(_answer());
            },
            _clock);
    }

    [Fact]
    public async Task The_version_is_not_requested_during_its_lease()
    {
        await _version.GetAsync();
        _clock.Advance(ExpertVersionGrain.LeaseDuration - TimeSpan.FromTicks(1));

        Assert.Equal(1, await _version.GetAsync());
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task It_is_requested_again_after_the_lease()
    {
        await _version.GetAsync();
        _answer = () => Task.FromResult(2L);
        _clock.Advance(ExpertVersionGrain.LeaseDuration);

        Assert.Equal(2, await _version.GetAsync());
    }

    [Fact]
    public async Task It_is_requested_again_after_a_change()
    {
        await _version.GetAsync();
        _answer = () => Task.FromResult(2L);
        _version.Invalidate();

        Assert.Equal(2, await _version.GetAsync());
    }

    [Fact]
    public async Task A_read_in_flight_during_an_invalidation_is_not_cached()
    {
        var onItsWay = new TaskCompletionSource<long>();
        _answer = () => onItsWay.Task;
        var first = _version.GetAsync();
        _version.Invalidate();
        onItsWay.SetResult(1);
        await first;
        _answer = () => Task.FromResult(2L);

        Assert.Equal(2, await _version.GetAsync());
    }

    [Fact]
    public async Task A_lease_begins_when_it_is_requested()
    {
        var onItsWay = new TaskCompletionSource<long>();
        _answer = () => onItsWay.Task;
        var first = _version.GetAsync();
        _clock.Advance(ExpertVersionGrain.LeaseDuration);
        onItsWay.SetResult(1);
        await first;
        _answer = () => Task.FromResult(2L);

        Assert.Equal(2, await _version.GetAsync());
    }
}
