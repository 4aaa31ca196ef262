using Inference.Chats;
using Inference.InferenceLogs;
using Inference.Ledger;
using Inference.Sql;
using Inference.Statistics;
using Inference.Storage;
using Inference.Uploads;

namespace Inference.Postgres;

internal static class PostgresStores
{
    public static IServiceCollection AddPostgresStores(this IServiceCollection services) => services
        .AddSingleton<PostgresRetries>()
        .AddSingleton<IDocumentStore, PostgresDocumentStore>()
        .AddSingleton<IChatStore>(provider => new SqlChatStore(provider.GetRequiredService<PostgresDatabase>()))
        .AddSingleton<IOwnerSizeStore>(provider => new SqlOwnerSizeStore(provider.GetRequiredService<PostgresDatabase>()))
        .AddSingleton<ILogStore, PostgresLogStore>()
        .AddSingleton<ILedgerStore, PostgresLedgerStore>()
        .AddSingleton<IStatisticsStore, PostgresStatisticsStore>()
        .AddSingleton<IUploadStore, PostgresUploadStore>();
}
