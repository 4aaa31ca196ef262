using Inference.Errors;
using Inference.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace Inference.Shedding;

public sealed class MemoryAdmissionTests
{
    private readonly MemoryGauge _gauge = new(TimeProvider.System);

    private long Limit => _gauge.Read(1).Limit;

    [Fact]
    public void A_request_is_refused_while_others_reserve_half_the_memory()
    {
        using var admission = Admission(percent: 90);
        using (admission.Reserve(Limit / 4))
        {
            using var another = admission.Reserve(Limit / 8);

            var refused = Assert.Throws<InferenceException>(() => admission.Reserve(Limit / 4));

            Assert.Equal(ErrorKind.Overloaded, refused.Kind);
            Assert.NotNull(refused.RetryAfterSeconds);
            // What was refused has reserved nothing.
            using var small = admission.Reserve(1);
        }

        using var later = admission.Reserve(Limit / 4);
    }

    [Fact]
    public void A_request_alone_is_not_refused_for_its_size()
    {
        using var admission = Admission(percent: 90);

        using var alone = admission.Reserve(Limit * 2);
    }

    [Fact]
    public void A_large_request_leaves_room_for_small_ones_and_no_other()
    {
        using var admission = Admission(percent: 90);
        using var large = admission.Reserve(Limit * 2);

        using var small = admission.Reserve(Limit / 100);

        Assert.Throws<InferenceException>(() => admission.Reserve(Limit / 4));
    }

    [Fact]
    public void Nothing_is_refused_for_memory_where_that_is_switched_off()
    {
        using var admission = Admission(percent: 0);
        using var first = admission.Reserve(Limit);

        using var second = admission.Reserve(Limit);
    }

    private MemoryAdmission Admission(int percent) => new(
        new MemoryShedder(_gauge, new FixedOptions<MemoryOptions>(new MemoryOptions { ShedAtPercent = percent })),
        TimeProvider.System,
        NullLogger<MemoryAdmission>.Instance);
}
