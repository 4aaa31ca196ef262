using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Inference.Binding;

public sealed class BodyTests : IAsyncLifetime
{
    private RequestTestApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await RequestTestApp.StartAsync(app =>
    {
        app.MapPost("/orders", (Body<OrderRequest> body) => TypedResults.Ok(body.Value));
        app.MapPost("/names", (Body<OrderRequest> body) => TypedResults.Ok(new { body.Value.Name, body.Cleared }));
        app.MapPost("/ignored", (Body<OrderRequest> body) => TypedResults.Ok(new { ok = body.ValueOrDefault is null }));
        app.MapPost("/optional", (Body<OptionalRequest> body) => TypedResults.Ok(body.Value));
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_good_body_is_read_and_written_back_in_the_contracts_spelling()
    {
        var (status, order) = await _app.PostAsync(
            "/orders",
            """{"name":"Ünï","amount":3,"due_at":"2026-01-31T12:00:00.5+02:00","color":"dark_red","order_lines":[{"article":"a"}],"unknown":1}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            """{"name":"Ünï","amount":3,"due_at":"2026-01-31T10:00:00.500Z","color":"dark_red","order_lines":[{"article":"a"}]}""",
            order.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Fact]
    public async Task Every_field_of_the_wrong_type_is_named_at_once()
    {
        var error = await FailAsync("""
            {"name":5,"amount":"3","price":true,"urgent":"yes","due_at":"tomorrow","color":"green","tags":"x","order_lines":[{"article":"a"},{"how_many":1.5}],"notes":[]}
            """);

        Assert.Equal("invalid_param_value", Code(error));
        Assert.Equal("name", (string?)error["param"]);
        Assert.Equal(
            "name must be a string. amount must be a 32-bit integer. price must be a number. urgent must be true or false. "
            + "due_at must be an RFC 3339 date and time such as 2026-01-31T12:00:00Z. color must be one of dark_red, light_blue. "
            + "tags must be an array. order_lines[1].article is required. order_lines[1].how_many must be a 32-bit integer. notes must be an object.",
            (string?)error["message"]);
    }

    [Fact]
    public async Task Values_out_of_bounds_are_named_at_once()
    {
        var error = await FailAsync("""
            {"name":"","amount":101,"price":-0.5,"urgent":true,"tags":["a","four","c"],"order_lines":[{"article":"a","how_many":10}]}
            """);

        Assert.Equal("name", (string?)error["param"]);
        Assert.Equal(
            "name must be 1 to 10 characters long. amount must be at least 1 and at most 100. price must be at least 0 and at most 2. "
            + "tags must have at most 2 items. tags[1] must be at most 3 characters long. "
            + "order_lines[0].how_many must be at least 1 and at most 9. What is urgent needs a due date.",
            (string?)error["message"]);
    }

    [Fact]
    public async Task Wrong_types_and_wrong_values_are_reported_together()
    {
        var error = await FailAsync("""{"name":"x","amount":0,"price":"1","tags":["four"]}""");

        Assert.Equal(
            "amount must be at least 1 and at most 100. price must be a number. tags[0] must be at most 3 characters long.",
            (string?)error["message"]);
    }

    [Fact]
    public async Task An_absent_required_field_is_missing_and_null_is_no_value()
    {
        var missing = await FailAsync("{}");
        var nothing = await FailAsync("""{"name":null}""");

        Assert.Equal("missing_param", Code(missing));
        Assert.Equal("name", (string?)missing["param"]);
        Assert.Equal("invalid_param_value", Code(nothing));
        Assert.Equal("name must not be null.", (string?)nothing["message"]);
    }

    [Theory]
    [InlineData("{\"name\":\n  \"é\", x}", "line 2, column 8")]
    [InlineData("{\"name\":\"a\"", "line 1, column 12")]
    [InlineData("{\"name\":\"a\",}", "line 1, column 13")]
    [InlineData("{\"name\":\"a\"} // no", "line 1, column 14")]
    [InlineData("what", "line 1, column 1")]
    public async Task Malformed_JSON_is_reported_with_line_and_column(string json, string place)
    {
        var error = await FailAsync(json);

        Assert.Equal("invalid_json", Code(error));
        Assert.Contains(place, (string?)error["message"], StringComparison.Ordinal);
        Assert.DoesNotContain("BytePosition", (string?)error["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"a","name":"b"}""")]
    [InlineData("""{"name":"a","anything":{"x":1,"x":2}}""")]
    [InlineData("")]
    [InlineData("{\"name\":\"a\u0001\"}")]
    public async Task What_is_no_single_json_value_is_refused(string json) => Assert.Equal("invalid_json", Code(await FailAsync(json)));

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("1")]
    public async Task A_body_that_is_no_object_is_refused(string json) =>
        Assert.Equal("The body must be an object.", (string?)(await FailAsync(json))["message"]);

    [Fact]
    public async Task Too_deep_json_is_refused() => Assert.Equal(
        "invalid_json", Code(await FailAsync($$"""{"name":"a","anything":{{new string('[', 100)}}{{new string(']', 100)}}}""")));

    [Theory]
    [InlineData("""{"name":"a\u0000"}""", false)]
    [InlineData("""{"name":"a\\u0000"}""", true)]
    [InlineData("""{"name":"a\\\u0000"}""", false)]
    [InlineData("""{"name":"\\u0000\u0000"}""", false)]
    [InlineData("""{"name":"a","anything":{"k\u0000":1}}""", false)]
    public async Task A_NUL_character_is_refused_in_every_escape(string json, bool good) =>
        Assert.Equal(good ? HttpStatusCode.OK : HttpStatusCode.BadRequest, (await _app.PostAsync("/orders", json)).Status);

    [Fact]
    public async Task Text_that_is_not_utf8_is_refused()
    {
        using var content = new ByteArrayContent([.. "{\"name\":\""u8, 0xFF, .. "\"}"u8]);
        content.Headers.ContentType = new("application/json");

        var (_, body) = await _app.PostAsync("/orders", content);

        Assert.Equal("invalid_json", Code(body["error"]!));
    }

    [Theory]
    [InlineData("application/json", HttpStatusCode.OK)]
    [InlineData("application/json; charset=UTF-8", HttpStatusCode.OK)]
    [InlineData("application/merge-patch+json", HttpStatusCode.OK)]
    [InlineData("application/json; charset=latin1", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    [InlineData(null, HttpStatusCode.UnsupportedMediaType)]
    public async Task Only_json_in_utf8_is_taken(string? mediaType, HttpStatusCode expected)
    {
        using var content = new ByteArrayContent("""{"name":"a"}"""u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", mediaType);

        Assert.Equal(expected, (await _app.PostAsync("/orders", content)).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_the_limit_is_refused_announced_or_not(bool announced)
    {
        var json = Encoding.UTF8.GetBytes($$"""{"name":"a","unknown":"{{new string('x', 5_000)}}"}""");
        using HttpContent content = announced ? new ByteArrayContent(json) : new StreamContent(new UnknownLengthStream(json));
        content.Headers.ContentType = new("application/json");

        var (status, body) = await _app.PostAsync("/orders", content);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Equal("body_too_large", Code(body["error"]!));
    }

    [Fact]
    public async Task Fields_given_as_null_are_cleared_if_they_are_known()
    {
        var (_, body) = await _app.PostAsync("/names", """{"name":"a","due_at":null,"anything":{"tags":null},"price":null,"x":null}""");

        Assert.Equal(["due_at", "price"], body["cleared"]!.AsArray().Select(name => (string?)name));
    }

    [Fact]
    public async Task Binding_errors_surface_when_the_body_is_read() =>
        Assert.Equal(HttpStatusCode.OK, (await _app.PostAsync("/ignored", "{")).Status);

    [Fact]
    public async Task An_optional_body_may_be_left_out()
    {
        var (status, body) = await _app.PostAsync("/optional", new ByteArrayContent([]));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(7, (int?)body["seconds"]);
    }

    private async Task<JsonNode> FailAsync(string json)
    {
        var (status, body) = await _app.PostAsync("/orders", json);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        return body["error"]!;
    }

    private static string? Code(JsonNode error) => (string?)error["code"];
}
