using Inference.ApiKeys;
using Inference.Infrastructure;

namespace Inference.Calls;

public sealed class UndeliveredCallsTests
{
    [Fact]
    public async Task A_call_that_found_no_place_in_its_time_has_timed_out_and_is_not_cancelled()
    {
        var refusal = "Message expired before placement could complete for grain api-key/key_1.";
        await using var host = await InferenceHost.StartAsync(new InferenceHostOptions
        {
            ConfigureSilo = silo => silo.AddIncomingGrainCallFilter(context =>
                context.MethodName == nameof(IApiKeyGrain.GetAsync) ? throw new OperationCanceledException(refusal) : context.Invoke()),
        });
        var key = host.Grains.GetApiKey("key_1");

        await Assert.ThrowsAsync<TimeoutException>(() => key.GetAsync(TestContext.Current.CancellationToken));

        refusal = "The operation was canceled.";
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => key.GetAsync(TestContext.Current.CancellationToken));
    }
}
