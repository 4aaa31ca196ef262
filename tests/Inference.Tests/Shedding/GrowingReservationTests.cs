using Inference.Errors;
using Inference.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace Inference.Shedding;

/// <summary>Bodies of unknown length, as clients send them in chunks.</summary>
public sealed class GrowingReservationTests : IDisposable
{
    private readonly MemoryGauge _gauge = new(TimeProvider.System);
    private readonly MemoryAdmission _admission;

    public GrowingReservationTests() => _admission = new MemoryAdmission(
        new MemoryShedder(_gauge, new FixedOptions<MemoryOptions>(new MemoryOptions { ShedAtPercent = 90 })), TimeProvider.System, NullLogger<MemoryAdmission>.Instance);

    // Two of them are, but for a little, what requests may reserve together: less than a large body needs is left.
    private long Much => (long)(_gauge.Read(1).Limit * 0.225) - 5_000_000;

    public void Dispose() => _admission.Dispose();

    [Fact]
    public void A_body_that_grows_while_others_need_the_memory_is_refused()
    {
        using var first = _admission.Reserve(Much);
        using var second = _admission.Reserve(Much);
        using var growing = new GrowingReservation(_admission, bodyBytes: 1_024);
        growing.Cover(10_000);

        var refused = Assert.Throws<InferenceException>(() => growing.Cover(30_000_000));

        Assert.Equal(ErrorKind.Overloaded, refused.Kind);
    }

    [Fact]
    public void A_request_that_grows_alone_is_not_refused_for_its_size()
    {
        using var first = _admission.Reserve(Much);
        using var second = _admission.Reserve(Much, before: Much);

        using var third = _admission.Reserve(10 * Much, before: 2 * Much);
    }

    [Fact]
    public void All_of_a_grown_body_is_given_back()
    {
        using (var growing = new GrowingReservation(_admission, bodyBytes: 1_024))
        {
            growing.Cover(30_000_000);
            using var beside = _admission.Reserve(Much);
            Assert.Throws<InferenceException>(() => _admission.Reserve(Much));
        }

        using var first = _admission.Reserve(Much);
        using var second = _admission.Reserve(Much);
        using var third = _admission.Reserve(1_000_000);
    }
}
