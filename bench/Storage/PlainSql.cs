using System.Data.Common;
using Inference.Sql;
using Inference.Statistics;

namespace Inference.Storage;

/// <summary>The question as SQL over the logs' columns, as one would write it without rollups.</summary>
internal static class PlainSql
{
    /// <summary>The ways to read: by SQLite's choice, row by row, or by the filter's own index.</summary>
    public static string[] Ways(StatisticsFilter filter) => filter switch
    {
        { ApiKeyId: not null } => ["", "not indexed", "indexed by inference_logs_by_api_key"],
        { Owner: not null } => ["", "not indexed", "indexed by inference_logs_by_owner"],
        { Model: not null } => ["", "not indexed", "indexed by inference_logs_by_model"],
        { Type: not null } => ["", "not indexed", "indexed by inference_logs_by_type"],
        _ => ["", "not indexed", "indexed by inference_logs_newest"],
    };

    public static async Task<LogStatistics> ReadAsync(
        SqlDatabase database, StatisticsFilter filter, string way, CancellationToken cancellationToken)
    {
        var query = new SqlQuery(
            database,
            $"""
            select model, count(*), sum(succeeded), sum(input_tokens), sum(output_tokens), sum(cached_tokens), sum(reasoning_tokens), sum(latency_ms)
            from inference_logs {way}
            where environment = @environment and created_at >= @start and created_at < @end
            """)
            .With("@environment", filter.Environment)
            .With("@start", filter.Start.ToUnixTimeMilliseconds())
            .With("@end", filter.End.ToUnixTimeMilliseconds())
            .Where("owner = @owner", "@owner", filter.Owner)
            .Where("api_key_id = @key", "@key", filter.ApiKeyId)
            .Where("model = @model", "@model", filter.Model)
            .Where("type = @type", "@type", filter.Type)
            .Add("group by model");
        var statistics = new StatisticsBuilder();
        await foreach (var row in query.ReadAsync(cancellationToken))
        {
            statistics.Add(row.GetString(0), Sums(row));
        }

        return statistics.Build();
    }

    private static CallSums Sums(DbDataReader rows) => new(
        rows.GetInt64(1),
        rows.GetInt64(2),
        new TokenSums(rows.GetInt64(3), rows.GetInt64(4), rows.GetInt64(5), rows.GetInt64(6)),
        rows.GetInt64(7));
}
