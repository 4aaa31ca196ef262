using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Inference.Binding;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Inference.Validation;

public sealed class HostileBodyTests : IAsyncLifetime
{
    private const int ReportedErrors = 20;

    private RequestTestApp _app = null!;
    private IServiceProvider _services = null!;

    public async ValueTask InitializeAsync() => _app = await RequestTestApp.StartAsync(
        app =>
        {
            app.MapPost("/orders", (Body<OrderRequest> body) => TypedResults.Ok(body.Value));
            _services = app.Services;
        },
        maxBodyBytes: 2_000_000);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("""{"name":"a","tags":[null]}""", "tags[0] must not be null.")]
    [InlineData("""{"name":"a","tags":["x",null]}""", "tags[1] must not be null.")]
    [InlineData("""{"name":"a","order_lines":[null]}""", "order_lines[0] must not be null.")]
    [InlineData("""{"name":"a","notes":{"k":null}}""", "notes.k must not be null.")]
    [InlineData("""{"name":"a","urgent":true,"tags":[null]}""", "tags[0] must not be null.")]
    [InlineData("""{"name":"a","amount":"x","order_lines":[null]}""", "amount must be a 32-bit integer. order_lines[0] must not be null.")]
    public async Task Null_is_no_item_of_a_list_or_map(string json, string message) =>
        Assert.Equal(message, (string?)(await FailAsync(json))["message"]);

    [Theory]
    [InlineData("[", "]", 32, true)]
    [InlineData("[", "]", 33, false)]
    [InlineData("{\"a\":", "}", 32, true)]
    [InlineData("{\"a\":", "}", 33, false)]
    [InlineData("[", "]", 63, false)]
    public async Task Free_json_is_at_most_32_levels_deep(string open, string close, int levels, bool good)
    {
        var deep = $"{string.Concat(Enumerable.Repeat(open, levels - 1))}{(open == "[" ? "[]" : "{}")}{string.Concat(Enumerable.Repeat(close, levels - 1))}";

        var (status, body) = await _app.PostAsync("/orders", $$"""{"name":"a","anything":{{deep}}}""");

        Assert.Equal(good ? HttpStatusCode.OK : HttpStatusCode.BadRequest, status);
        Assert.Equal(good ? null : "anything must be nested at most 32 levels deep.", (string?)body["error"]?["message"]);
    }

    [Theory]
    [InlineData("tags", "0")]
    [InlineData("order_lines", "{}")]
    [InlineData("order_lines", "null")]
    [InlineData("tags", "\"too long\"")]
    public async Task Twenty_faults_of_a_list_are_reported_and_the_rest_skipped(string list, string item)
    {
        var items = string.Join(',', Enumerable.Repeat(item, 100_000));

        var message = (string)(await FailAsync($$"""{"name":"a","{{list}}":[{{items}}]}"""))["message"]!;

        Assert.EndsWith(" And more.", message, StringComparison.Ordinal);
        Assert.Equal(ReportedErrors, message.Split(". ").Length - 1);
    }

    [Fact]
    public void An_explanation_stops_at_the_first_unreported_fault()
    {
        var errors = new ValidationErrors();
        using var document = JsonDocument.Parse($"[{string.Join(',', Enumerable.Repeat('0', 100_000))}]");
        var type = _services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions.GetTypeInfo(typeof(IReadOnlyList<OrderLine>));

        new InvalidDocumentExplainer(errors).Explain(document.RootElement, type, "lines");

        Assert.Equal(ReportedErrors + 1, errors.Count);
    }

    [Fact]
    public async Task A_name_of_any_length_is_reported_by_its_beginning()
    {
        var error = await FailAsync($$$"""{"name":"a","notes":{"{{{new string('n', 100_000)}}}":null}}""");

        Assert.Equal($"notes.{new string('n', 64)}… must not be null.", (string?)error["message"]);
    }

    [Fact]
    public async Task Stored_JSON_of_any_depth_is_written()
    {
        var nested = string.Concat(Enumerable.Repeat("[", 63)) + string.Concat(Enumerable.Repeat("]", 63));
        var items = new[] { new { Deep = FreeJson.Read(nested), Half = FreeJson.Read("""{"\ud800":"\udfff"}""") } };
        await using var app = await RequestTestApp.StartAsync(app => app.MapGet("/items", () => TypedResults.Ok(new { data = items })));

        using var response = await app.Client.GetAsync(new Uri("/items", UriKind.Relative), TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains(nested, body, StringComparison.Ordinal);
        Assert.Contains("{\"�\":\"�\"}", body.Replace("\\uFFFD", "�", StringComparison.OrdinalIgnoreCase), StringComparison.Ordinal);
    }

    private async Task<JsonNode> FailAsync(string json)
    {
        var (status, body) = await _app.PostAsync("/orders", json);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        return body["error"]!;
    }
}
