using Inference.ApiKeys;
using Inference.Infrastructure;

namespace Inference.Clustering;

public sealed class UndeliveredCallsTests
{
    [Fact]
    public async Task An_undelivered_call_times_out_rather_than_being_cancelled()
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
