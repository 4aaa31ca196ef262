using Inference.ApiKeys;
using Inference.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.Calls;

public sealed class UndeliveredCallsTests
{
    [Fact]
    public async Task A_call_that_found_no_place_in_its_time_has_timed_out_and_is_not_cancelled()
    {
        var silo = new Refusals();
        await using var host = await InferenceHost.StartAsync(
            new InferenceHostOptions { ConfigureSilo = builder => builder.Services.AddSingleton<IIncomingGrainCallFilter>(silo) });
        var key = host.Grains.GetApiKey("key_1");

        silo.Refusal = "Message expired before placement could complete for grain api-key/key_1.";
        await Assert.ThrowsAsync<TimeoutException>(() => key.GetAsync(TestContext.Current.CancellationToken));

        silo.Refusal = "The operation was canceled.";
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => key.GetAsync(TestContext.Current.CancellationToken));
    }

    private sealed class Refusals : IIncomingGrainCallFilter
    {
        public string? Refusal { get; set; }

        public Task Invoke(IIncomingGrainCallContext context) => context.MethodName == nameof(IApiKeyGrain.GetAsync) && Refusal is { } refusal
            ? throw new OperationCanceledException(refusal)
            : context.Invoke();
    }
}
