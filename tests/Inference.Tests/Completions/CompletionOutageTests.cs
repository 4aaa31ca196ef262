using System.Net;
using Inference.Infrastructure;
using Inference.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.Completions;

public sealed class CompletionOutageTests : IAsyncLifetime
{
    private InferenceHost _host = null!;
    private RestClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await InferenceHost.StartAsync(new InferenceHostOptions
        {
            Silos = 1,
            ConfigureSilo = silo =>
            {
                var real = silo.Services.Last(service => service.ServiceType == typeof(ILedgerStore)).ImplementationType!;
                silo.Services.AddSingleton<ILedgerStore>(services =>
                    new InterruptedLedgerStore((ILedgerStore)ActivatorUtilities.CreateInstance(services, real)));
            },
        });
        _client = await RestClient.CreateAsync(_host);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData("/v1/chats")]
    [InlineData("/v1/chat/completions")]
    public async Task Who_met_an_outage_is_answered_when_it_is_over(string path)
    {
        var (key, ask) = (Guid.NewGuid().ToString(), new { messages = new[] { new { role = "user", content = "Hi" } } });
        ((InterruptedLedgerStore)_host.SiloServices.GetRequiredService<ILedgerStore>()).FailNext(1);

        var refused = await _client.PostAsync(path, ask, key);
        var answered = await Eventually.GetAsync(
            async () => await _client.PostAsync(path, ask, key) is { Status: not HttpStatusCode.ServiceUnavailable } reply ? reply : null, Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.Equal((HttpStatusCode.OK, null), (answered.Status, answered.Message));
        Assert.Single((await _client.GetAsync("/v1/inference-logs")).Body["data"]!.AsArray());
    }
}
