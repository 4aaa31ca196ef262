using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Inference.Infrastructure;

namespace Inference.Browsers;

/// <summary>A page as its reader has it: what it shows, and where a click and a key stroke go.</summary>
internal sealed class BrowserPage
{
    private readonly ConcurrentQueue<Uri> _requests = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly DevTools _tools;
    private readonly string _session;

    private BrowserPage(DevTools tools, string session)
    {
        (_tools, _session) = (tools, session);
        tools.EventReceived += OnEvent;
    }

    /// <summary>The addresses it has requested, but for those embedded in the page.</summary>
    public IEnumerable<Uri> Requests => _requests.Where(address => address.Scheme is not ("data" or "blob"));

    /// <summary>Exceptions, and what the browser refused: by a Content-Security-Policy, say.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    public static async Task<BrowserPage> OpenAsync(DevTools tools, Uri address)
    {
        var target = await tools.SendAsync("Target.createTarget", new JsonObject { ["url"] = "about:blank" }, session: null);
        var attached = await tools.SendAsync(
            "Target.attachToTarget", new JsonObject { ["targetId"] = (string)target["targetId"]!, ["flatten"] = true }, session: null);
        var page = new BrowserPage(tools, (string)attached["sessionId"]!);
        foreach (var domain in new[] { "Network", "Log", "Runtime", "Page" })
        {
            await page.SendAsync($"{domain}.enable", []);
        }

        await page.SendAsync("Page.navigate", new JsonObject { ["url"] = address.ToString() });
        return page;
    }

    /// <summary>The value of an expression of JavaScript.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var answer = await SendAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        return answer["exceptionDetails"] is { } thrown ? throw new InvalidOperationException(thrown.ToJsonString()) : answer["result"]!["value"];
    }

    /// <summary>Waits until an expression has a value that is not empty. Each evaluation may lay out the page, so there are few.</summary>
    public Task<JsonNode> WaitForAsync(string expression) => Eventually.GetAsync(
        async () => await EvaluateAsync(expression) is { } value && value.ToJsonString() is not ("false" or "\"\"" or "0") ? value : null,
        TimeSpan.FromMilliseconds(100),
        TimeSpan.FromMinutes(2),
        TestContext.Current.CancellationToken);

    /// <summary>Types into what a selector finds.</summary>
    public async Task TypeAsync(string selector, string text)
    {
        await WaitForAsync($"!!document.querySelector({JsonSerializer.Serialize(selector)})");
        await EvaluateAsync($"document.querySelector({JsonSerializer.Serialize(selector)}).focus()");
        await SendAsync("Input.insertText", new JsonObject { ["text"] = text });
    }

    private Task<JsonObject> SendAsync(string method, JsonObject parameters) => _tools.SendAsync(method, parameters, _session);

    private void OnEvent(string name, JsonObject happened)
    {
        switch (name)
        {
            case "Network.requestWillBeSent":
                _requests.Enqueue(new Uri((string)happened["request"]!["url"]!));
                break;
            case "Runtime.exceptionThrown":
                _errors.Enqueue(happened["exceptionDetails"]!.ToJsonString());
                break;
            case "Log.entryAdded" when (string)happened["entry"]!["level"]! == "error":
                _errors.Enqueue((string)happened["entry"]!["text"]!);
                break;
        }
    }
}
