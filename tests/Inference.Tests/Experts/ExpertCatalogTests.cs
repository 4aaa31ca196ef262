using Inference.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.Experts;

public sealed class ExpertCatalogTests(InferenceFixture fixture)
{
    private readonly string _environment = Guid.NewGuid().ToString("n");

    private ExpertCatalog Catalog => fixture.Host.SiloServices.GetRequiredService<ExpertCatalog>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_change_counts_at_once()
    {
        var expert = fixture.Grains.GetExpert(_environment, "exp_1");
        Assert.Equal(0, (await Catalog.GetAsync(_environment, Cancellation)).Count);

        await expert.CreateAsync(new ExpertFields { Name = "a", Description = "b" }, cancellationToken: Cancellation);
        Assert.Equal("a", (await Catalog.GetAsync(_environment, Cancellation)).Find("exp_1")?.Fields.Name);

        await expert.UpdateAsync(new ExpertFields { Name = "c" }, [], Cancellation);
        Assert.Equal("c", (await Catalog.GetAsync(_environment, Cancellation)).Find("exp_1")?.Fields.Name);

        await expert.DeleteAsync(Cancellation);
        Assert.Equal(0, (await Catalog.GetAsync(_environment, Cancellation)).Count);
    }

    [Fact]
    public async Task What_did_not_change_is_not_read_again()
    {
        await fixture.Grains.GetExpert(_environment, "exp_1").CreateAsync(new ExpertFields { Name = "a", Description = "b" }, cancellationToken: Cancellation);

        var indexes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Catalog.GetAsync(_environment, Cancellation).AsTask()));

        Assert.Single(indexes.Distinct());
    }

    [Fact]
    public async Task Two_changes_in_a_moment_are_two_times_of_change()
    {
        var expert = fixture.Grains.GetExpert(_environment, "exp_1");
        var first = await expert.CreateAsync(new ExpertFields { Name = "a", Description = "b" }, cancellationToken: Cancellation);
        var second = await expert.UpdateAsync(new ExpertFields { Name = "b" }, [], Cancellation);
        var third = await expert.UpdateAsync(new ExpertFields { Name = "c" }, [], Cancellation);

        Assert.True(second.UpdatedAt - first.Document.UpdatedAt >= TimeSpan.FromMilliseconds(1));
        Assert.True(third.UpdatedAt - second.UpdatedAt >= TimeSpan.FromMilliseconds(1));
    }
}
