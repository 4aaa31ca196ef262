using System.Collections.Concurrent;
using System.Net;
using Inference.ApiKeys;
using Inference.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Inference.Authentication;

public sealed class SecrecyTests
{
    [Fact]
    public async Task No_key_is_ever_logged()
    {
        using var log = new CapturingLogs();
        await using var host = await InferenceHost.StartAsync(new InferenceHostOptions
        {
            Silos = 1,
            ConfigureSilo = silo => silo.Services.AddLogging(Listen),
            ConfigureApi = services => services.AddLogging(Listen),
        });
        var admin = await KeyHolder.CreateAdminAsync(host);
        var holder = await KeyHolder.CreateAsync(host, new ApiKeyFields { Plan = ApiKeyPlans.Free });
        var chosen = $"a-key-that-an-operator-chose-{Guid.NewGuid():n}";
        Assert.True(ApiKeyFormat.TryParse(chosen, out var presented));
        await host.Grains.GetApiKey(presented.KeyId).AdoptAsync(chosen, new ApiKeyFields(), TestContext.Current.CancellationToken);
        var wrong = ApiKeyFormat.Make("prod", holder.Id);

        await holder.TryAsync();
        await holder.TryAsync(wrong);
        await holder.TryAsync(chosen);
        await holder.TryAsync(holder.Key + "x");
        var created = await admin.ReadAsync(HttpMethod.Post, "/v1/api-keys", new { name = "new" }, HttpStatusCode.Created);
        var rotated = await admin.ReadAsync(HttpMethod.Post, holder.Path + "/rotate", new { overlap_seconds = 60 });
        await admin.ReadAsync(HttpMethod.Delete, holder.Path);

        string[] secrets = [admin.Key, holder.Key, chosen, wrong, (string)created["key"]!, (string)rotated["key"]!];
        Assert.Contains(log.Lines, line => line.Contains(holder.Id, StringComparison.Ordinal));
        Assert.All(secrets, secret => Assert.DoesNotContain(log.Lines, line => line.Contains(secret[^40..], StringComparison.Ordinal)));

        void Listen(ILoggingBuilder logging) => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log);
    }

    private sealed class CapturingLogs : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Lines.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
