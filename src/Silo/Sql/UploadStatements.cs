using Inference.Uploads;

namespace Inference.Sql;

/// <summary>Statements that are the same in both engines.</summary>
internal static class UploadStatements
{
    private const int DroppedAtOnce = 1_000;

    /// <summary>
    /// The rule of conflicts, one id or else one match, of session $1 in environment $2, from position $3 to before $4: how many rows conflict with
    /// a persona or an earlier row. Every part of it is one look into an index; PostgreSQL would read whole tables into memory instead, had the
    /// parts no offset.
    /// </summary>
    public const string CountConflicts =
        """
        select count(*) from upload_rows as new
        where new.session = $1 and new.position >= $3 and new.position < $4 and (
            exists (
                select 1 from grain_state as old
                where new.id is not null and old.name = 'persona' and old.key = $2 || '/' || new.id and old.environment = $2
                limit 1 offset 0)
            or exists (
                select 1 from grain_state as old
                where old.name = 'persona' and old.environment = $2 and old.match = new.match and old.match is not null
                limit 1 offset 0)
            or exists (
                select 1 from upload_rows as earlier
                where earlier.session = $1 and earlier.id = new.id and earlier.id is not null and earlier.position < new.position
                limit 1 offset 0)
            or exists (
                select 1 from upload_rows as earlier
                where earlier.session = $1 and earlier.match = new.match and earlier.match is not null and earlier.position < new.position
                limit 1 offset 0))
        """;

    /// <summary>Deletes some of the rows of session $1.</summary>
    public static readonly string DropRows =
        $"""
        delete from upload_rows where session = $1 and position < (
            select min(position) + {DroppedAtOnce} from upload_rows where session = $1)
        """;

    public const string Delete = "delete from upload_sessions where number = $1";

    public static Task<StoredUpload?> ReadUploadAsync(
        this SqlDatabase database, string environment, string token, CancellationToken cancellationToken) =>
        new SqlQuery(database, "select document, number, version from upload_sessions where environment = @environment and token = @token")
            .With("@environment", environment)
            .With("@token", token)
            .FindAsync(row => new StoredUpload(row.GetInt64(1), row.GetInt64(2), SqlQuery.Json<UploadState>(row)), cancellationToken);
}
