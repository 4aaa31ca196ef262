using Inference.Binding;
using Inference.Models.Servers;
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
}
