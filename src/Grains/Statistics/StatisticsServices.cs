using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace Inference.Statistics;

internal static class StatisticsServices
{
    // How often a silo looks for events. They have waited some hundred milliseconds before, so a few more do not matter.
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    public static ISiloBuilder AddStatistics(this ISiloBuilder silo)
    {
        silo.Services
            .AddSingleton<ILogEventSink, LogEventSink>()
            .AddSingleton<LogEventPublisher>()
            .AddHostedService(services => services.GetRequiredService<LogEventPublisher>())
            .AddHostedService<StatisticsSchedule>();

        // Two queues, as there are two environments. Who listens is declared by grain classes, so nothing about it is stored.
        return silo.AddMemoryStreams(LogEvents.Provider, streams =>
        {
            streams.ConfigurePartitioning(2);
            streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);
            streams.ConfigurePullingAgent(agent => agent.Configure(options => options.GetQueueMsgsTimerPeriod = Poll));
        });
    }
}
