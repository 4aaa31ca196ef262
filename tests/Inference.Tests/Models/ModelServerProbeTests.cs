using Inference.Binding;
using Inference.Models.Servers;
using Inference.Models.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Inference.Models;

public sealed class ModelServerProbeTests
{
    [Fact]
    public async Task The_check_sends_the_key_and_headers_as_a_request_does()
    {
        IHeaderDictionary? seen = null;
        await using var app = await RequestTestApp.StartAsync(
            app => app.MapGet("/v1/models", (HttpContext context) =>
            {
                seen = new HeaderDictionary(context.Request.Headers.ToDictionary());
                return TypedResults.Ok(new { data = new[] { new { id = "m" } } });
            }),
            onPort: true);
        var options = new ModelsOptions();
        options.Catalog["m"] = new ModelOptions
        {
            Endpoint = new Uri(app.Client.BaseAddress!, "v1").ToString(),
            ApiKey = "k\n",
            AuthHeader = "api-key",
            Headers = new() { ["X-Title"] = "Chat" },
        };
        await using var services = new ServiceCollection().AddSingleton(Options.Create(options)).BuildServiceProvider();

        var finding = Assert.Single(await ModelServerProbe.AskAllAsync(services, TestContext.Current.CancellationToken));

        Assert.True(finding.IsFine, finding.Text);
        Assert.Equal(("k", "Chat", ""), ($"{seen!["api-key"]}", $"{seen["X-Title"]}", $"{seen.Authorization}"));
    }

    [Theory]
    [InlineData("/v1", "GET /v1/models HTTP")]
    [InlineData("/v1/", "GET /v1/models HTTP")]
    [InlineData("", "GET /models HTTP")]
    [InlineData("/openai/deployments/d?api-version=2024-10-21", "GET /openai/deployments/d/models?api-version=2024-10-21 HTTP")]
    [InlineData("/v1/chat/completions", "GET /v1/models HTTP")]
    [InlineData("/a%20b/Chat/Completions/?x=1", "GET /a%20b/models?x=1 HTTP")]
    public async Task The_list_of_models_is_beside_the_chat_completions(string path, string expected)
    {
        await using var server = new ScriptedServer([[ScriptedServer.Response("""{"data":[{"id":"m"}]}""", "application/json")]]);
        var options = new ModelsOptions();
        options.Catalog["m"] = new ModelOptions { Endpoint = server.Endpoint.Replace("/v1", path, StringComparison.Ordinal) };
        await using var services = new ServiceCollection().AddSingleton(Options.Create(options)).BuildServiceProvider();

        var finding = Assert.Single(await ModelServerProbe.AskAllAsync(services, TestContext.Current.CancellationToken));

        Assert.True(finding.IsFine, finding.Text);
        Assert.StartsWith(expected, server.Requests[0], StringComparison.Ordinal);
    }
}
