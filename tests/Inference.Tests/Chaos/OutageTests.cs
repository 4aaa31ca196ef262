using Inference.Checking;
using Inference.Recording;
using static Inference.Chaos.ChaosSamples;

namespace Inference.Chaos;

public sealed class OutageTests
{
    private static readonly Fault Kill = new(FaultKind.SiloKilled, "silo 1", At(10), At(20));

    [Fact]
    public void Service_that_goes_on_has_no_outage() => Assert.Equal(0, Length([Kill], Probes("a", 9, 40, [])));

    [Fact]
    public void An_outage_is_from_the_first_failure_to_the_next_success() =>
        Assert.Equal(3.1, Length([Kill], Probes("a", 9, 40, [11, 12, 13])), 3);

    [Fact]
    public void The_worst_series_counts() =>
        Assert.Equal(4.1, Length([Kill], [.. Probes("a", 9, 40, []), .. Probes("b", 9, 40, [10, 11, 12, 13])]), 3);

    [Fact]
    public void What_was_on_its_way_at_the_kill_counts_from_the_kill() => Assert.Equal(1.1, Length([Kill], [
        new Probe("a", false, At(9.5), At(10.5)), new Probe("a", true, At(11), At(11.1))]), 3);

    [Fact]
    public void An_outage_belongs_to_the_fault_before_it()
    {
        var next = Kill with { At = At(15) };
        var outages = Outage.After(Of([Kill, next], Probes("a", 9, 40, [14, 15, 16]))).Select(outage => outage.Length.TotalSeconds).ToList();

        Assert.Equal(3.1, outages[0], 3);
        Assert.Equal(0, outages[1]);
    }

    [Fact]
    public void Silos_that_are_killed_together_share_the_outage() =>
        Assert.All(Outage.After(Of([Kill, Kill with { At = At(10.01) }], Probes("a", 9, 40, [11, 12]))), outage => Assert.Equal(2.1, outage.Length.TotalSeconds, 3));

    [Fact]
    public void What_fails_long_after_a_fault_has_another_cause() => Assert.Equal(0, Length([Kill], Probes("a", 9, 60, [45])));

    [Fact]
    public void What_fails_to_the_end_counts_as_far_as_it_was_seen() =>
        Assert.Equal(5.1, Length([Kill], Probes("a", 9, 16, [11, 12, 13, 14, 15, 16])), 3);

    private static double Length(Fault[] faults, Probe[] probes) => Outage.After(Of(faults, probes)).First().Length.TotalSeconds;

    private static History Of(Fault[] faults, Probe[] probes) => new() { Faults = [.. faults], Probes = [.. probes] };

    /// <summary>One a second, of which some fail.</summary>
    private static Probe[] Probes(string series, int from, int to, int[] failing) =>
        [.. Enumerable.Range(from, to - from + 1).Select(second => new Probe(series, !failing.Contains(second), At(second), At(second + 0.1)))];
}
