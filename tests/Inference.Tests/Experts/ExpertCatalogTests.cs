using Inference.Infrastructure;
using Inference.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Providers;

namespace Inference.Experts;

public sealed class ExpertCatalogTests(InferenceFixture fixture)
{
    private readonly string _environment = Guid.NewGuid().ToString("n");

    private ExpertCatalog Catalog => fixture.Host.SiloServices.GetRequiredService<ExpertCatalog>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_change_counts_at_once_on_every_silo()
    {
        var expert = fixture.Grains.GetExpert(_environment, "exp_1");
        Assert.All(await LookAsync(), index => Assert.Equal(0, index.Count));

        await expert.CreateAsync(new ExpertFields { Name = "a", Description = "b" }, cancellationToken: Cancellation);
        Assert.All(await LookAsync(), index => Assert.Equal("a", index.Find("exp_1")?.Fields.Name));

        await expert.UpdateAsync(new ExpertFields { Name = "c" }, [], Cancellation);
        Assert.All(await LookAsync(), index => Assert.Equal("c", index.Find("exp_1")?.Fields.Name));

        await expert.DeleteAsync(Cancellation);
        Assert.All(await LookAsync(), index => Assert.Equal(0, index.Count));
    }

    [Fact]
    public async Task Every_silo_can_invalidate_every_other()
    {
        foreach (var silo in fixture.Host.EverySilosServices)
        {
            var delivered = await silo.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0)
                .SendControlCommandToProvider<ExpertCatalog>(ExpertCatalog.Name, ExpertCatalog.Changed, _environment, Cancellation);

            Assert.Equal(fixture.Host.EverySilosServices.Count(), delivered.Length);
        }
    }

    [Fact]
    public async Task An_undelivered_change_waits_until_the_silo_polls()
    {
        await using var host = await InferenceHost.StartAsync(new InferenceHostOptions
        {
            ConfigureSilo = silo => silo.Services.RemoveAllKeyed<IControllable>(ExpertCatalog.Name),
        });
        var began = TimeProvider.System.GetTimestamp();

        await host.Grains.GetExpert(_environment, "exp_1")
            .CreateAsync(new ExpertFields { Name = "a", Description = "b" }, cancellationToken: Cancellation);

        Assert.True(TimeProvider.System.GetElapsedTime(began) >= ExpertVersionGrain.LeaseDuration);
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

    private async Task<List<ExpertIndex>> LookAsync()
    {
        var seen = new List<ExpertIndex>();
        foreach (var silo in fixture.Host.EverySilosServices)
        {
            seen.Add(await silo.GetRequiredService<ExpertCatalog>().GetAsync(_environment, Cancellation));
        }

        return seen;
    }
}
