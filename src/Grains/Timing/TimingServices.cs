using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Inference.Timing;

internal static class TimingServices
{
    /// <summary>
    /// Orleans' activation collector throws from every activation and every call when its clock is behind what it has collected already, so a system clock that
    /// is set back by more than a collection age would stop the silo until it has caught up. Membership keeps the system clock: its times are compared among machines.
    /// </summary>
    public static void AddTiming(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddKeyedSingleton<TimeProvider>(
            TimeProviderNames.ActivationManagement, (provider, _) => new MonotonicTimeProvider(provider.GetRequiredService<TimeProvider>()));
    }
}
