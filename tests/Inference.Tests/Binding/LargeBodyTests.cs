using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Inference.Binding;

/// <summary>Bodies of many pieces, over a real connection.</summary>
public sealed class LargeBodyTests : IAsyncLifetime
{
    private const int Limit = 6_000_000;

    private RequestTestApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await RequestTestApp.StartAsync(
        app =>
        {
            app.MapPost("/completions", (Body<LargeRequest> body) => TypedResults.Ok(new { body.Value.Text.Length, Hash = Hash(body.Value.Text) }));
            app.MapPost("/orders", (Body<OrderRequest> body) => TypedResults.Ok(new { body.Value.Name }));
        },
        maxCompletionBodyBytes: Limit,
        onPort: true);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData(10, true)]
    [InlineData(10_000, true)]
    [InlineData(10_000, false)]
    [InlineData(500_000, false)]
    [InlineData(5_900_000, true)]
    [InlineData(5_900_000, false)]
    public async Task A_body_arrives_whole_in_any_number_of_pieces(int length, bool announced)
    {
        var text = string.Create(length, 0, (characters, _) =>
        {
            for (var i = 0; i < characters.Length; i++)
            {
                characters[i] = (char)('a' + (i * 31L % 26));
            }
        });

        var (status, body) = await PostAsync("/completions", $$"""{"text":"{{text}}"}""", announced);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal((length, Hash(text)), ((int)body["length"]!, (int)body["hash"]!));
    }

    [Theory]
    [InlineData("/completions", Limit, "Api:MaxCompletionBodyBytes", true)]
    [InlineData("/completions", Limit, "Api:MaxCompletionBodyBytes", false)]
    [InlineData("/orders", 4_096, "Api:MaxBodyBytes", true)]
    [InlineData("/orders", 4_096, "Api:MaxBodyBytes", false)]
    public async Task A_body_over_the_limit_is_413_that_names_its_setting(string path, int limit, string setting, bool announced)
    {
        var (status, body) = await PostAsync(path, $$"""{"name":"a","text":"{{new string('x', limit)}}"}""", announced);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Equal($"The body is larger than the {limit} bytes that {setting} allows.", (string?)body["error"]!["message"]);
    }

    private Task<(HttpStatusCode Status, System.Text.Json.Nodes.JsonObject Body)> PostAsync(string path, string json, bool announced)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        HttpContent content = announced ? new ByteArrayContent(bytes) : new StreamContent(new UnknownLengthStream(bytes));
        content.Headers.ContentType = new("application/json");
        return _app.PostAsync(path, content);
    }

    private static int Hash(string text) => text.Aggregate(17, (hash, character) => unchecked((hash * 31) + character));

    private sealed record LargeRequest : ILargeBody
    {
        public required string Text { get; init; }
    }
}
