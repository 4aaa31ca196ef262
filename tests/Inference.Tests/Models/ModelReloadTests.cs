using Inference.ModelServers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Inference.Models;

public sealed class ModelReloadTests
{
    [Fact]
    public async Task A_changed_configuration_needs_no_restart()
    {
        await using var models = await ModelHarness.StartAsync(("old", []));
        Assert.Equal("local", models.Catalog.Default);

        models.Reconfigure(("Models:Catalog:new:Endpoint", models.Server.BaseAddress.ToString()), ("Models:Default", "new"));

        Assert.Equal("new", models.Catalog.Default);
        Assert.Equal("new", (await models.AnswerAsync("new")).Model);
    }

    [Fact]
    public async Task A_bad_change_is_refused_as_a_whole_and_reported_once()
    {
        await using var models = await ModelHarness.StartAsync(("m", []));
        Assert.True(models.Catalog.Contains("m"));

        models.Reconfigure(("Models:Default", "m"), ("Models:Catalog:m:Retries", "99"), ("Models:Catalog:x:Endpoint", "here"));

        Assert.Equal("local", models.Catalog.Default);
        Assert.False(models.Catalog.Contains("x"));
        Assert.Equal("m", (await models.AnswerAsync("m")).Model);
        var error = Assert.Single(models.Log.Entries, entry => entry.Level == LogLevel.Error);
        Assert.Contains("Models:Catalog:m:Retries", error.Message, StringComparison.Ordinal);
        Assert.Contains("Models:Catalog:x:Endpoint", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_added_body_may_be_a_section()
    {
        await using var models = await ModelHarness.StartAsync(("m", []));
        Assert.Null(models.Catalog.Get("m").Options.ExtraBody);

        models.Reconfigure(("Models:Catalog:m:ExtraBody:top_k", "20"), ("Models:Catalog:m:ExtraBody:chat_template_kwargs:enable_thinking", "False"));
        Assert.Equal("""{"chat_template_kwargs":{"enable_thinking":false},"top_k":20}""", models.Catalog.Get("m").Options.ExtraBody);

        models.Reconfigure(("Models:Catalog:m:ExtraBody:n", "2"));
        Assert.Contains("Models:Catalog:m:ExtraBody: must not hold n", models.Log.Entries.Last().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_cannot_be_read_is_reported_and_mended_later()
    {
        var isBroken = false;
        await using var models = await ModelHarness.StartAsync(
            services => services.AddOptions<ModelsOptions>().Configure(options => options.Unknown = isBroken ? throw new InvalidOperationException("unexpected") : null),
            ("m", []));
        Assert.True(models.Catalog.Contains("m"));

        isBroken = true;
        models.Reconfigure(("Models:Default", "m"));
        Assert.Equal("local", models.Catalog.Default);
        var error = Assert.Single(models.Log.Entries, entry => entry.Level == LogLevel.Error);
        Assert.Contains("unexpected", error.Message, StringComparison.Ordinal);

        isBroken = false;
        models.Reconfigure(("Models:Default", "m"));
        Assert.Equal("m", models.Catalog.Default);
    }

    [Fact]
    public async Task A_running_answer_ends_with_what_it_began_with()
    {
        await using var models = await ModelHarness.StartAsync(("m", []));
        var resume = new TaskCompletionSource();
        models.Server.Scenarios["m"] = new Scenario { Content = "One two three", StallBefore = 1, Resume = resume.Task };
        await using var running = models.Client.StreamAsync(ModelHarness.Ask("m"), TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await running.MoveNextAsync());

        models.Reconfigure(("Models:Catalog:m:Model", "changed"));
        Assert.Equal("You said: Where is the cloakroom?", (await models.AnswerAsync("m")).Content);
        resume.SetResult();

        var text = running.Current.Text;
        while (await running.MoveNextAsync())
        {
            text += running.Current.Text;
        }

        Assert.Equal("One two three", text);
    }

    [Fact]
    public async Task An_unchanged_model_keeps_its_connections()
    {
        await using var models = await ModelHarness.StartAsync(("m", []), ("other", []));
        var before = models.Catalog.Get("m").Server;

        models.Reconfigure(("Models:Catalog:other:Retries", "1"), ("Models:Catalog:m:Fallbacks:0", "other"));

        Assert.Same(before, models.Catalog.Get("m").Server);
        Assert.Equal(["m", "other"], models.Catalog.Get("m").Chain.Select(model => model.Name));
    }

    [Fact]
    public async Task A_changed_model_closes_its_connections_after_the_last_answer()
    {
        await using var models = await ModelHarness.StartAsync(("m", []));
        var before = models.Catalog.Get("m").Server;
        Assert.True(before.TryAcquire());

        models.Reconfigure(("Models:Catalog:m:Retries", "1"));

        Assert.True(before.TryAcquire());
        before.Release();
        before.Release();
        Assert.False(before.TryAcquire());
    }
}
