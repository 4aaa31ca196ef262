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

    // Of the memory that requests may reserve together, all but a little: less than a large body needs.
    private long Most => (long)(_gauge.Read(1).Limit * 0.45) - 10_000_000;

    public void Dispose() => _admission.Dispose();

    [Fact]
    public void A_body_that_grows_while_others_need_the_memory_is_refused()
    {
        using var other = _admission.Reserve(Most);
        using var growing = new GrowingReservation(_admission, bodyBytes: 1_024);
        growing.Cover(10_000);

        var refused = Assert.Throws<InferenceException>(() => growing.Cover(30_000_000));

        Assert.Equal(ErrorKind.Overloaded, refused.Kind);
    }

    [Fact]
    public void A_request_that_grows_alone_is_not_refused_for_its_size()
    {
        using var first = _admission.Reserve(Most);

        using var more = _admission.Reserve(Most, before: Most);
    }

    [Fact]
    public void All_of_a_grown_body_is_given_back()
    {
        using (var growing = new GrowingReservation(_admission, bodyBytes: 1_024))
        {
            growing.Cover(30_000_000);
            Assert.Throws<InferenceException>(() => _admission.Reserve(Most));
        }

        using var other = _admission.Reserve(Most);
        using var another = _admission.Reserve(1_000_000);
    }
}
