using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Inference.Hosting;

/// <summary>
/// Keeps the HTTP server listening for <see cref="HostingOptions.DrainDelay"/> once the process is stopping. The host calls <see cref="StoppingAsync"/> of
/// all services, after ApplicationStopping was signalled (which turns readiness off), before it stops the first of them: the HTTP server, then the silo or
/// the client.
/// </summary>
internal sealed partial class Drain(
    IServer server, IOptions<HostingOptions> options, IOptions<HostOptions> host, TimeProvider clock, ILogger<Drain> logger) : HostedLifecycleService
{
    // Zero in a process that stops before it has started, or that does not listen.
    private TimeSpan _delay = TimeSpan.Zero;

    public override Task StartedAsync(CancellationToken cancellationToken)
    {
        if (server.Features.Get<IServerAddressesFeature>() is { Addresses.Count: > 0 })
        {
            _delay = options.Value.DrainDelay ?? TimeSpan.Zero;
            // The host's timeout begins at the signal: prolonged, so that running answers have all of it after the delay.
            host.Value.ShutdownTimeout += _delay;
        }

        return Task.CompletedTask;
    }

    public override async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (_delay > TimeSpan.Zero)
        {
            LogDraining(_delay.TotalSeconds);
            await Task.Delay(_delay, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Information, "Not ready any more; requests are accepted for another {Seconds} s")]
    private partial void LogDraining(double seconds);
}
