using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Inference.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Inference.Binding;

/// <summary>The edges of the API around a few endpoints of its own: no cluster.</summary>
internal sealed class RequestTestApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RequestTestApp(WebApplication app) => (_app, Client) = (app, app.GetTestClient());

    public HttpClient Client { get; }

    public LogLines Logs { get; private init; } = new();

    public static async Task<RequestTestApp> StartAsync(Action<WebApplication> map, int maxBodyBytes = 4_096)
    {
        var logs = new LogLines();
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.Configuration["Api:MaxBodyBytes"] = $"{maxBodyBytes}";
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddHttpServer().AddBinding().AddErrors();
        var app = builder.Build();
        app.UseHttpRules();
        app.UseErrors();
        app.UseRouting();
        map(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RequestTestApp(app) { Logs = logs };
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
