using System.Globalization;

namespace Inference.Sql;

/// <summary>
/// A table with keys that names are compared by. It is read in the order of two columns, past <c>@first</c> and <c>@second</c>; keys of ASCII alone
/// are the same in all versions and are left out.
/// </summary>
/// <param name="Name">What its progress is remembered under.</param>
/// <param name="Select">The two columns and the key of at most <c>@count</c> rows.</param>
/// <param name="Update">Sets a row's key to <c>@key</c>, unless it is not <c>@old</c> any more.</param>
/// <param name="IsNumbered">Whether the two columns are numbers.</param>
internal sealed record NameKeyTable(string Name, string Select, string Update, bool IsNumbered = false)
{
    public static IEnumerable<NameKeyTable> Of(SqlDatabase database) =>
    [
        new(
            "chats",
            """
            select environment, id, folded_name from chats
            where (environment, id) > (@first, @second) and length(folded_name) <> octet_length(folded_name)
            order by environment, id limit @count
            """,
            "update chats set folded_name = @key where environment = @first and id = @second and folded_name = @old"),
        new(
            "personas",
            """
            select name, key, match from grain_state
            where name = 'persona' and (name, key) > (@first, @second) and length(match) <> octet_length(match)
            order by name, key limit @count
            """,
            $"""
            update grain_state set document = {database.DocumentWithMatch}, version = version + 1
            where name = @first and key = @second and match = @old
            """),
        new(
            "upload rows",
            """
            select session, position, match from upload_rows
            where (session, position) > (@first, @second) and length(match) <> octet_length(match)
            order by session, position limit @count
            """,
            "update upload_rows set match = @key where session = @first and position = @second and match = @old",
            IsNumbered: true),
    ];

    /// <summary>A value before all rows.</summary>
    public string Start => IsNumbered ? "-1" : "";

    /// <summary>A column's value, as it is compared, of its text.</summary>
    public object Parse(string text) => IsNumbered ? long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : text;
}
