using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Inference.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Inference.Binding;

/// <summary>The edges of the API around a few endpoints of its own: no cluster.</summary>
internal sealed class RequestTestApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RequestTestApp(WebApplication app, HttpClient client) => (_app, Client) = (app, client);

    public HttpClient Client { get; }

    public LogLines Logs { get; private init; } = new();

    /// <summary>In memory, or with the web server on a port.</summary>
    public static async Task<RequestTestApp> StartAsync(
        Action<WebApplication> map, int maxBodyBytes = 4_096, int maxCompletionBodyBytes = 8_192, bool onPort = false)
    {
        var logs = new LogLines();
        var builder = WebApplication.CreateBuilder();
        if (onPort)
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
        }
        else
        {
            builder.WebHost.UseTestServer();
        }

        builder.Logging.ClearProviders().AddProvider(logs);
        builder.Configuration["Api:MaxBodyBytes"] = $"{maxBodyBytes}";
        builder.Configuration["Api:MaxCompletionBodyBytes"] = $"{maxCompletionBodyBytes}";
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddHttpServer().AddBinding().AddErrors();
        var app = builder.Build();
        app.UseHttpRules();
        app.UseErrors();
        app.UseRouting();
        map(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RequestTestApp(app, onPort ? new HttpClient { BaseAddress = new Uri(app.Urls.First()) } : app.GetTestClient()) { Logs = logs };
    }

    public Task<(HttpStatusCode Status, JsonObject Body)> PostAsync(string path, string json) =>
        PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"));

    public async Task<(HttpStatusCode Status, JsonObject Body)> PostAsync(string path, HttpContent content)
    {
        using var response = await Client.PostAsync(path, content, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response.StatusCode, JsonNode.Parse(text)!.AsObject());
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
