using System.Data.Common;
using Inference.Infrastructure;
using Inference.Sql;
using Inference.Sqlite.Uploads;

namespace Inference.Uploads;

public sealed class SqliteUploadStoreTests(SqliteFixture files) : UploadStoreTests, IClassFixture<SqliteFixture>, IDisposable
{
    private readonly SqliteUploadStore _store = new(files.File);

    protected override IUploadStore Store => _store;

    protected override string Deleted => "json_set(document, '$.environment', '')";

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(UploadStatements.CountConflicts)]
    [InlineData(PersonaWriter.ByMatch)]
    public void Conflicts_are_found_by_indexes(string sql)
    {
        using var connection = files.File.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = $"explain query plan {sql}";
        foreach (var name in (string[])["$1", "$2", "$3", "$4"])
        {
            command.Parameters.AddWithValue(name, "1");
        }

        using var rows = command.ExecuteReader();
        var plan = new List<string>();
        while (rows.Read())
        {
            plan.Add(rows.GetString(3));
        }

        Assert.NotEmpty(plan);
        Assert.DoesNotContain(plan, line => line.StartsWith("SCAN", StringComparison.Ordinal) || line.Contains("TEMP B-TREE", StringComparison.Ordinal));
        Assert.Contains(plan, line => line.Contains("grain_state_by_match (name=? AND environment=? AND match=?)", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.EndsWith("(session=?)", StringComparison.Ordinal));
    }

    protected override ValueTask<DbConnection> ConnectAsync() => new(files.File.Connect());
}
