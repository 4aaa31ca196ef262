using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Inference.ApiKeys;
using Inference.Infrastructure;
using Inference.Uploads.Hostile;

namespace Inference.Uploads;

public sealed class UploadEndpointsTests(InferenceFixture fixture) : IAsyncLifetime
{
    private UploadClient _client = null!;

    private string Family => _client.Family;

    public async ValueTask InitializeAsync() => _client = await UploadClient.CreateAsync(fixture);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Files_without_conflicts_are_imported_at_once()
    {
        var (status, upload) = await _client.UploadAsync(
            ("a.csv", Encoding.UTF8.GetBytes($"id;name;birthdate;city\n{Family}:1;Anna {Family};31/12/1985;Rome\n;;;\n;Bea {Family};;\nx y;Bad;;\n")),
            ("b.json", Encoding.UTF8.GetBytes($$"""{"people":[{"name":"Carl {{Family}}","data":{"a":1},"tags":["x"]},7]}""")),
            ("people.xlsx", Sheets.Workbook([["name", "birthdate"], [$"Dora {Family}", 31412]])));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("completed", 4, 0, 4), Numbers(upload));
        Assert.StartsWith("upl_", (string?)upload["upload_token"], StringComparison.Ordinal);
        Assert.Equal("4 personas were imported. 2 rows were rejected.", (string?)upload["message"]);
        Assert.Equal(
            """[{"file":"a.csv","row":5,"reason":"id must be 1 to 128 letters, digits or - _ . : @"},{"file":"b.json","row":2,"reason":"it is not an object"}]""",
            upload["rejected"]!.ToJsonString());

        var personas = await _client.PersonasAsync();
        Assert.Equal(["Anna", "Bea", "Carl", "Dora"], personas.Select(persona => ((string)persona["name"]!).Split(' ')[0]).Order());
        var (_, anna) = await _client.GetAsync($"/v1/personas/{Family}:1");
        Assert.Equal(("1985-12-31", """{"city":"Rome"}"""), ((string?)anna["birthdate"], anna["data"]!.ToJsonString()));
        Assert.Equal("""{"a":1,"tags":["x"]}""", personas.Single(persona => ((string)persona["name"]!)[0] == 'C')["data"]!.ToJsonString());

        var (_, again) = await _client.GetAsync($"/v1/personas/upload/{upload["upload_token"]}");
        Assert.True(JsonNode.DeepEquals(upload, again), $"{upload} {again}");
    }

    [Fact]
    public async Task The_same_name_composed_otherwise_is_a_conflict()
    {
        await _client.UploadAsync($"name,birthdate\nRen\u00E9e {Family},1990-01-02\n");

        var (_, upload) = await _client.UploadAsync($"name,birthdate\nRene\u0301e {Family},1990-01-02\n");

        Assert.Equal(("pending", 1), ((string?)upload["status"], (int?)upload["conflict_personas"]));
        Assert.Single(await _client.PersonasAsync());
    }

    [Fact]
    public async Task Overwriting_replaces_the_fields_of_the_personas_that_are_there()
    {
        var (before, upload) = await UploadConflictsAsync();

        var (status, result) = await _client.FinalizeAsync(upload, "overwrite");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("completed", 4, 3), Numbers(result, "total_uploaded", "conflicts_resolved"));
        Assert.Equal("4 personas were imported, 3 conflicts were settled by overwrite.", (string?)result["message"]);
        var after = await _client.PersonasAsync();
        Assert.Equal(["Anne new", "Cleo old", "bea new", "dora newer"], after.Select(Show).Order(StringComparer.Ordinal));
        foreach (var old in before)
        {
            var kept = after.Single(persona => (string?)persona["id"] == (string?)old["id"]);
            Assert.Equal((string?)old["created_at"], (string?)kept["created_at"]);
        }
    }

    [Theory]
    [InlineData("create", 4, "Anna old, Anne new, Bea old, Cleo old, Dora new, bea new, dora newer")]
    [InlineData("skip", 1, "Anna old, Bea old, Cleo old, Dora new")]
    public async Task Creating_makes_others_and_skipping_keeps_what_is_there(string resolution, int written, string expected)
    {
        var (before, upload) = await UploadConflictsAsync();

        var (_, result) = await _client.FinalizeAsync(upload, resolution);

        Assert.Equal(("completed", written, 3), Numbers(result, "total_uploaded", "conflicts_resolved"));
        var after = await _client.PersonasAsync();
        Assert.Equal(expected.Split(", "), after.Select(Show).Order(StringComparer.Ordinal));
        Assert.All(before, old => Assert.Contains(after, persona => JsonNode.DeepEquals(old, persona)));
        Assert.Equal(after.Count, after.Select(persona => (string?)persona["id"]).Distinct().Count());
    }

    [Fact]
    public async Task Finalizing_twice_imports_once_and_differently_is_a_conflict()
    {
        var (_, upload) = await UploadConflictsAsync();

        var first = await _client.FinalizeAsync(upload, "create");
        var second = await _client.FinalizeAsync(upload, "create");
        var other = await _client.FinalizeAsync(upload, "skip");

        Assert.True(JsonNode.DeepEquals(first.Body, second.Body), $"{first.Body} {second.Body}");
        Assert.Equal(7, (await _client.PersonasAsync()).Count);
        Assert.Equal((HttpStatusCode.Conflict, "resource_conflict", "conflict_resolution"), Error(other));
        Assert.Equal("The upload was finalized with conflict_resolution 'create'.", other.Body.ErrorMessage());
    }

    [Fact]
    public async Task Finalizing_what_was_completed_at_once_answers_what_was_imported()
    {
        var (_, upload) = await _client.UploadAsync($"name\nAnna {Family}\n");

        var (status, result) = await _client.FinalizeAsync(upload, "skip");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("completed", 1, 0), Numbers(result, "total_uploaded", "conflicts_resolved"));
    }

    [Fact]
    public async Task A_bad_file_is_named_and_nothing_of_its_request_is_imported()
    {
        var refused = await _client.UploadAsync(
            ("good.csv", Encoding.UTF8.GetBytes($"name\nAnna {Family}\n")),
            ("bad.json", Encoding.UTF8.GetBytes($$"""[{"name":"Bea {{Family}}"},""")));

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_param_value", "files"), Error(refused));
        Assert.Equal("The file 'bad.json' is not valid JSON, in line 1. Nothing was imported.", refused.Body.ErrorMessage());
        Assert.Empty(await _client.PersonasAsync());
        await Eventually.GetAsync(async () => await StagedRowsAsync() == 0 ? "none" : null, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("xl/workbook.xml", "workbook")]
    [InlineData("xl/sharedStrings.xml", "sst")]
    [InlineData("xl/styles.xml", "styleSheet")]
    [InlineData("xl/worksheets/sheet1.xml", "worksheet")]
    public async Task A_workbook_with_30000_levels_is_refused_and_the_server_lives(string part, string root)
    {
        var levels = string.Concat(Enumerable.Repeat("<is>", 30_000)) + string.Concat(Enumerable.Repeat("</is>", 30_000));
        var refused = await _client.UploadAsync(
            ("good.csv", Encoding.UTF8.GetBytes($"name\nAnna {Family}\n")),
            ("deep.xlsx", WorkbookParts.With(part, $"<{root} xmlns='{WorkbookParts.Main}'>{levels}</{root}>")));

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_param_value", "files"), Error(refused));
        Assert.Equal(
            "The file 'deep.xlsx' is a damaged XLSX file: it has elements more than 32 levels deep. Nothing was imported.",
            refused.Body.ErrorMessage());
        Assert.Empty(await _client.PersonasAsync());
    }

    [Fact]
    public async Task An_unlistable_row_is_rejected_and_the_others_imported()
    {
        string Deep(int levels) => $"{new string('[', levels)}{new string(']', levels)}";
        var (status, upload) = await _client.UploadAsync((
            "people.json",
            Encoding.UTF8.GetBytes($$"""[{"name":"Anna {{Family}}","x":{{Deep(31)}}},{"name":"B","x":{{Deep(60)}}},{"name":"C","x":"\ud800"},{"name":"D","\udc00":1}]""")));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("completed", 1, 0, 1), Numbers(upload));
        Assert.Equal(
            ["its data is more than 32 levels deep", "it has text that is not Unicode", "it has text that is not Unicode"],
            upload["rejected"]!.AsArray().Select(row => (string?)row!["reason"]));
        Assert.Single(await _client.PersonasAsync());
    }

    [Fact]
    public async Task A_request_has_at_most_1000_files()
    {
        var refused = await _client.UploadAsync([.. Enumerable.Range(0, 1_001).Select(n => ($"{n}.csv", "name\n"u8.ToArray()))]);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_param_value", "files"), Error(refused));
        Assert.Equal("The body has more than 1000 parts.", refused.Body.ErrorMessage());
    }

    [Fact]
    public async Task What_is_no_upload_is_refused()
    {
        var json = await _client.SendAsync(HttpMethod.Post, "/v1/personas/upload", new StringContent("{}", Encoding.UTF8, "application/json"));
        var none = await _client.SendAsync(HttpMethod.Post, "/v1/personas/upload", new MultipartFormDataContent { { new StringContent("x"), "comment" } });
        var broken = new StringContent("--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.csv\"\r\n\r\nname\nAnna");
        broken.Headers.ContentType = new("multipart/form-data") { Parameters = { new("boundary", "b") } };

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "unsupported_media_type", null), Error(json));
        Assert.Equal((HttpStatusCode.BadRequest, "missing_param", "files"), Error(none));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_param_value", "files"), Error(await _client.SendAsync(HttpMethod.Post, "/v1/personas/upload", broken)));
        Assert.Equal(
            (HttpStatusCode.BadRequest, "invalid_param_value", "conflict_resolution"),
            Error(await _client.FinalizeAsync(new JsonObject { ["upload_token"] = "upl_1" }, "replace")));
    }

    [Fact]
    public async Task An_unknown_token_is_not_found_and_an_old_one_expired()
    {
        var unknown = await _client.GetAsync($"/v1/personas/upload/{UploadToken.New(TimeProvider.System.GetUtcNow())}");
        var expired = await _client.GetAsync($"/v1/personas/upload/{UploadToken.New(TimeProvider.System.GetUtcNow().AddHours(-25))}");
        var nonsense = await _client.FinalizeAsync(new JsonObject { ["upload_token"] = "nonsense" }, "skip");

        Assert.Equal((HttpStatusCode.NotFound, "resource_not_found", "upload_token"), Error(unknown));
        Assert.StartsWith("There is no upload session", unknown.Body.ErrorMessage(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, "resource_not_found", "upload_token"), Error(expired));
        Assert.Contains("has expired: upload sessions live 24 hours", expired.Body.ErrorMessage(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, "resource_not_found", "upload_token"), Error(nonsense));
    }

    [Fact]
    public async Task A_reader_may_not_upload_personas_and_environments_are_separate()
    {
        var (_, upload) = await _client.UploadAsync($"name\nAnna {Family}\n");
        var reader = await UploadClient.CreateAsync(fixture, "prod", ApiKeyScopes.PersonasRead);
        var play = await UploadClient.CreateAsync(fixture, "play");

        Assert.Equal((HttpStatusCode.Forbidden, "insufficient_scope", null), Error(await reader.UploadAsync("name\nA\n")));
        Assert.Equal((HttpStatusCode.Forbidden, "insufficient_scope", null), Error(await reader.FinalizeAsync(upload, "skip")));
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync($"/v1/personas/upload/{upload["upload_token"]}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await play.GetAsync($"/v1/personas/upload/{upload["upload_token"]}")).Status);
        Assert.Equal("completed", (string?)(await play.UploadAsync($"name\nAnna {Family}\n")).Body["status"]);
    }

    /// <summary>
    /// Three personas that are there, and four rows: an id that is taken, a name that is without case and space, and two of one another.
    /// </summary>
    private async Task<(List<JsonNode> Before, JsonNode Upload)> UploadConflictsAsync()
    {
        await _client.UploadAsync(
            $"id,name,birthdate,notes\n{Family}:1,Anna {Family},1985-12-31,old\n,Bea {Family},,old\n,Cleo {Family},,old\n");
        var before = await _client.PersonasAsync();
        var (_, upload) = await _client.UploadAsync(
            $"id,name,birthdate,notes\n{Family}:1,Anne {Family},1985-12-31,new\n,\" bea {Family.ToUpperInvariant()} \",,new\n"
            + $",Dora {Family},2000-01-01,new\n,dora {Family},1/1/2000,newer\n");

        Assert.Equal(("pending", 4, 3, 0), Numbers(upload));
        Assert.Equal(3, (await _client.PersonasAsync()).Count);
        return (before, upload);
    }

    private Task<long> StagedRowsAsync() =>
        fixture.Host.Database.CountAsync($"upload_rows where cast(document as text) like '%{Family}%'");

    private static string Show(JsonNode persona) => $"{((string)persona["name"]!).Split(' ')[0]} {persona["notes"]}";

    private static (HttpStatusCode Status, string Code, string? Param) Error((HttpStatusCode Status, JsonNode Body) answer) =>
        (answer.Status, answer.Body.ErrorCode()!, answer.Body.ErrorParameter());

    private static (string Status, int First, int Second) Numbers(JsonNode body, string first, string second) =>
        ((string)body["status"]!, (int)body[first]!, (int)body[second]!);

    private static (string Status, int Total, int Conflicts, int Imported) Numbers(JsonNode upload) => (
        (string)upload["status"]!, (int)upload["total"]!, (int)upload["conflict_personas"]!, (int)upload["imported"]!);
}
