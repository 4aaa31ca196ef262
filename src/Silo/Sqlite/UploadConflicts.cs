namespace Inference.Sqlite;

/// <summary>The rule of conflicts as SQL: one id, or else one match. Every part of it is one look into an index.</summary>
internal static class UploadConflicts
{
    public const string PersonaByMatch =
        """
        select document from grain_state
        where name = 'persona' and environment = $1 and match = $2 and match is not null
        order by rowid limit 1
        """;

    /// <summary>Of session $1 in environment $2, from position $3 to before $4: how many rows conflict with a persona or an earlier row.</summary>
    public const string Count =
        """
        select count(*) from upload_rows as new
        where new.session = $1 and new.position >= $3 and new.position < $4 and (
            exists (
                select 1 from grain_state as old
                where new.id is not null and old.name = 'persona' and old.key = $2 || '/' || new.id and old.environment = $2)
            or exists (
                select 1 from grain_state as old
                where old.name = 'persona' and old.environment = $2 and old.match = new.match and old.match is not null)
            or exists (
                select 1 from upload_rows as earlier
                where earlier.session = $1 and earlier.id = new.id and earlier.id is not null and earlier.position < new.position)
            or exists (
                select 1 from upload_rows as earlier
                where earlier.session = $1 and earlier.match = new.match and earlier.match is not null and earlier.position < new.position))
        """;
}
