using Inference.Infrastructure;

namespace Inference.OpenApi;

// The page is the same on both engines.
[ChoosesStorage]
[ProcessTest]
public sealed class DocsPageTests(DocsPageFixture fixture) : IClassFixture<DocsPageFixture>
{
    private const string KeyBox = "input[placeholder=Token]";
    private const string Operation = "document.getElementById('v1/tag/chats/POST/v1/chats')";
    private const string Client = "document.querySelector('[role=dialog]')";

    [Fact]
    public async Task A_key_and_two_clicks_answer_the_first_example_in_a_browser()
    {
        var address = fixture.AddressOf("localhost", "/");
        var page = await fixture.OpenAsync(address);

        await page.TypeAsync(KeyBox, SiloProcess.AdminKey);
        await page.WaitForAsync($"{Operation}?.scrollIntoView() ?? !!{Operation}");
        await page.WaitForAsync($"{Button($"{Operation} ?? document", "Test Request")}?.click() ?? !!{Client}");
        await page.WaitForAsync($"{Client}.innerText.includes('what can you do?')");
        await page.WaitForAsync($"({Button(Client, "Send")}?.click() ?? true) && !!{Button(Client, "Send")}");
        var answer = (string?)await page.WaitForAsync($"({Client}.innerText.match(/\\b[1-5][0-9][0-9] [A-Z]\\w+/) ?? [''])[0]");

        Assert.Equal("200 OK", answer);
        Assert.All(page.Requests, request => Assert.Equal(address.Authority, request.Authority));
        Assert.Empty(page.Errors);
    }

    // The page's script links differently on developers' machines, which it recognises by host name.
    [Theory]
    [InlineData("localhost")]
    [InlineData(DocsPageFixture.OtherName)]
    public async Task The_box_for_the_key_comes_first_and_nothing_is_advertised(string host)
    {
        var address = fixture.AddressOf(host, "/docs");
        var page = await fixture.OpenAsync(address);

        // Cards of the introduction from the top: the first one has the box.
        var first = (string?)await page.WaitForAsync(
            "[...document.querySelectorAll('.introduction-card > *')].sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)[0]?.innerText ?? ''");
        var text = (string?)await page.WaitForAsync($"{Operation} && document.body.innerText") ?? "";

        Assert.StartsWith("Authentication", first, StringComparison.Ordinal);
        Assert.Contains("Answer in a chat", text, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)scalar|open api client|generate sdk|deploy|ask ai|share", text);
        Assert.Equal(0, (int?)await page.EvaluateAsync(
            "[...document.querySelectorAll('a[href^=http]')].filter(a => a.hostname !== location.hostname && a.checkVisibility()).length"));
        Assert.All(page.Requests, request => Assert.Equal(address.Authority, request.Authority));
        Assert.Empty(page.Errors);
    }

    private static string Button(string inside, string name) =>
        $"[...({inside}).querySelectorAll('button')].find(button => button.innerText.trim().startsWith('{name}') && button.checkVisibility())";
}
