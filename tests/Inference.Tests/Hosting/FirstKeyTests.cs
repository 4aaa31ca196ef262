using Inference.ApiKeys;
using Inference.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Inference.Hosting;

public sealed class FirstKeyTests
{
    [Fact]
    public async Task A_silo_starting_beside_a_dying_one_retries_its_keys_grain()
    {
        var dying = 2;
        await using var host = await InferenceHost.StartAsync(new InferenceHostOptions
        {
            ConfigureSilo = silo => silo.AddIncomingGrainCallFilter(context => context.MethodName == nameof(IApiKeyGrain.AdoptAsync) && dying-- > 0
                ? throw new SiloUnavailableException("A silo dies.")
                : context.Invoke()),
        });
        var configured = new ConfiguredKey(
            host.Grains,
            host.SiloServices.GetRequiredService<ILocalSiloDetails>(),
            Options.Create(new InferenceOptions { AdminKey = SiloProcess.AdminKey }),
            TimeProvider.System,
            NullLogger<ConfiguredKey>.Instance);

        await configured.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(-1, dying);
        Assert.True(ApiKeyFormat.TryParse(SiloProcess.AdminKey, out var key));
        Assert.NotNull(await host.Grains.GetApiKey(key.KeyId).GetAsync(TestContext.Current.CancellationToken));
    }
}
