using Inference.Errors;

namespace Inference.Models.Catalog;

/// <summary>The names under which requests ask for models.</summary>
public sealed class ModelNamesTests
{
    [Fact]
    public async Task An_alias_is_the_model_that_has_it()
    {
        await using var models = await ModelHarness.StartAsync(("m", ["Aliases:0=gpt-4o", "Aliases:1=org/Mini"]), ("n", []));

        Assert.Equal(("m", "m", "m"), (models.Catalog.Require("M"), models.Catalog.Require("GPT-4o"), models.Catalog.Require("org/mini")));
        Assert.Same(models.Catalog.Get("m"), models.Catalog.Get("gpt-4o"));
        Assert.True(models.Catalog.Contains("gpt-4o"));
        Assert.Equal("m", (await models.AnswerAsync("org/mini")).Model);
        Assert.Equal(["local", "m", "n"], models.Catalog.Models.Select(model => model.Name).Order());
    }

    [Fact]
    public async Task Settings_may_name_a_model_by_an_alias()
    {
        await using var models = await ModelHarness.StartAsync(("m", ["Aliases:0=a", "Fallbacks:0=b"]), ("n", ["Aliases:0=b"]));
        models.Reconfigure(("Models:Default", "a"), ("Models:Catalog:own:Provider", "local"), ("Models:Catalog:own:Aliases:0", "builtin"));

        Assert.Equal("m", models.Catalog.Default);
        Assert.Equal(["m", "n"], models.Catalog.Get("m").Chain.Select(model => model.Name));
        Assert.True(models.Catalog.IsLocal("builtin"));
        Assert.False(models.Catalog.IsLocal("a"));
    }

    [Fact]
    public async Task An_unknown_name_is_the_configured_models_or_refused()
    {
        await using var models = await ModelHarness.StartAsync(("m", ["Aliases:0=a"]));
        Assert.Equal(ErrorKind.ModelNotFound, Assert.Throws<InferenceException>(() => models.Catalog.Require("gpt-9")).Kind);

        models.Reconfigure(("Models:Unknown", "a"));

        Assert.Equal(("m", "m", "local"), (models.Catalog.Require("gpt-9"), models.Catalog.Get("gpt-9").Name, models.Catalog.Require("Local")));
        Assert.False(models.Catalog.Contains("gpt-9"));
        Assert.Equal("m", (await models.AnswerAsync("gpt-9")).Model);
    }

    [Fact]
    public async Task A_change_of_names_alone_keeps_the_connections_and_is_logged()
    {
        await using var models = await ModelHarness.StartAsync(("m", ["Aliases:0=a"]));
        var before = models.Catalog.Get("a").Server;

        models.Reconfigure(("Models:Catalog:m:Aliases:0", "b"));

        Assert.Same(before, models.Catalog.Get("b").Server);
        Assert.False(models.Catalog.Contains("a"));
        Assert.Single(models.Log.Entries, entry => entry.Message.StartsWith("Configuration of the models was reloaded", StringComparison.Ordinal));
    }
}
