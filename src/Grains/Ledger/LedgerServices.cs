using Microsoft.Extensions.DependencyInjection;

namespace Inference.Ledger;

internal static class LedgerServices
{
    public static IServiceCollection AddLedger(this IServiceCollection services) => services.AddSingleton<LedgerMetrics>().AddSingleton<OwnerQuota>().AddSingleton<GroupCommitLedger>();
}
