using Inference.InferenceLogs;
using Inference.Sql;

namespace Inference.Sqlite;

/// <summary>The order of a list is settled before any document is read: where the index does not give it, only keys are sorted.</summary>
internal sealed class SqliteLogStore(SqliteDatabase database) : SqlLogStore(database)
{
    protected override string HasId => "id = @id";

    public override async Task<int> DeleteAsync(string environment, DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        // Without the gate, since most of the time there is nothing to do.
        var time = before.ToUnixTimeMilliseconds();
        return await AnyBeforeAsync(environment, time, cancellationToken)
            ? await database.Writer.RunAsync(session => session.Eraser.Delete(environment, time, limit), cancellationToken)
            : 0;
    }

    protected override string HasMetadata(string key, string value) =>
        $"""
        exists (
            select 1 from json_each(log.document ->> '$.metadata') as entry
            where entry.key = {key} and case when entry.type in ('true', 'false') then entry.type else cast(entry.value as text) end = {value})
        """;

    protected override SqlQuery Select(LogFilter filter)
    {
        const string Outer = "select document, position, id from inference_logs where sequence in (select log.sequence from ";
        return filter.Tag is { } tag
            ? new SqlQuery(database, Outer)
                .Add("inference_log_tags as tagged cross join inference_logs as log on log.sequence = tagged.log")
                .Add("where tagged.environment = @environment and tagged.tag = @tag and log.environment = @environment")
                .With("@tag", tag)
            : new SqlQuery(database, Outer).Add($"{database.LogsBy(Index(filter))} where log.environment = @environment");
    }

    protected override SqlQuery Finish(SqlQuery query) => query.Add(") order by created_at desc, id desc");

    protected override string Time(LogFilter filter) => filter.Tag is null ? base.Time(filter) : "tagged.created_at";
}
