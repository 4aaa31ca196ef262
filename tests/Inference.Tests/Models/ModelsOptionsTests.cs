using Inference.Guards;
using Inference.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Inference.Models;

public sealed class ModelsOptionsTests
{
    [Fact]
    public void Nothing_needs_to_be_configured()
    {
        Assert.Empty(Problems());
        Assert.Equal("local", Read().Default);
    }

    [Fact]
    public void All_problems_are_reported_at_once_with_the_settings_names()
    {
        var problems = Problems(
            ("Models:Defalt", "x"),
            ("Models:Default", "nowhere"),
            ("Guard:Model", "guardian"),
            ("Router:Model", "router"),
            ("Models:Catalog:a:Provider", "anthropic"),
            ("Models:Catalog:b:Endpoint", "not a uri"),
            ("Models:Catalog:b:Timeout", "soon"),
            ("Models:Catalog:b:Retries", "few"),
            ("Models:Catalog:b:Endpont", "x"),
            ("Models:Catalog:c:Endpoint", "http://user:pass@host/v1"),
            ("Models:Catalog:c:Timeout", "00:00:00"),
            ("Models:Catalog:c:IdleTimeout", "-00:00:01"),
            ("Models:Catalog:c:Retries", "-1"),
            ("Models:Catalog:c:BreakAfter", "1"),
            ("Models:Catalog:c:BreakDuration", "00:00:00.1"),
            ("Models:Catalog:c:MaxTokensField", "tokens"),
            ("Models:Catalog:c:ApiKey", "k"),
            ("Models:Catalog:c:ApiKeyVariable", "NO_SUCH_VARIABLE_HERE"),
            ("Models:Catalog:c:Fallbacks:0", "missing"),
            ("Models:Catalog:d:Endpoint", "http://host/v1"),
            ("Models:Catalog:d:Fallbacks:0", "d"),
            ("Models:Catalog:e:Endpoint", "http://host/v1"),
            ("Models:Catalog:e:Fallbacks:0", "f"),
            ("Models:Catalog:f:Endpoint", "http://host/v1"),
            ("Models:Catalog:f:Fallbacks:0", "local"),
            ("Models:Catalog:f:Fallbacks:1", "e"),
            ("Models:Catalog:local:Provider", "openai"),
            ("Models:Catalog:local:Endpoint", "http://host/v1"));

        string[] expected =
        [
            "Guard:Model: names the model 'guardian', which is not in Models:Catalog",
            "Models:Catalog:a:Endpoint: must be an absolute http(s) URI",
            "Models:Catalog:a:Provider: must be openai or local",
            "Models:Catalog:b:Endpoint: must be an absolute http(s) URI",
            "There is no setting Models:Catalog:b:Endpont. Did you mean Models:Catalog:b:Endpoint?",
            "Models:Catalog:b:Retries: 'few' is not a whole number of at most 2147483647",
            "Models:Catalog:b:Timeout: 'soon' is not a time such as 00:02:00",
            "Models:Catalog:c:ApiKey: excludes Models:Catalog:c:ApiKeyVariable",
            "Models:Catalog:c:ApiKeyVariable: names the environment variable 'NO_SUCH_VARIABLE_HERE', which is not set",
            "Models:Catalog:c:BreakAfter: must be from 2 to 100000",
            "Models:Catalog:c:BreakDuration: must be from 00:00:00.5 to 1.00:00:00",
            "Models:Catalog:c:Endpoint: must not hold a user or password; the key belongs in Models:Catalog:c:ApiKey",
            "Models:Catalog:c:Fallbacks:0: names the model 'missing', which is not in Models:Catalog",
            "Models:Catalog:c:IdleTimeout: must be more than 0 and at most 1.00:00:00",
            "Models:Catalog:c:MaxTokensField: must be max_tokens or max_completion_tokens",
            "Models:Catalog:c:Retries: must be from 0 to 10",
            "Models:Catalog:c:Timeout: must be more than 0 and at most 1.00:00:00",
            "Models:Catalog:d:Fallbacks:0: names the model 'd', which falls back on 'd' itself",
            "Models:Catalog:e:Fallbacks:0: names the model 'f', which falls back on 'e' itself",
            "Models:Catalog:f:Fallbacks:1: names the model 'e', which falls back on 'f' itself",
            "Models:Catalog:local:Provider: must be local: the name is the built-in model's",
            "Models:Default: names the model 'nowhere', which is not in Models:Catalog",
            "There is no setting Models:Defalt. Did you mean Models:Default?",
            "Router:Model: names the model 'router', which is not in Models:Catalog",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), problems.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_whole_configuration_is_read()
    {
        var model = Read(
            ("Models:Default", "fast"),
            ("Models:Catalog:fast:Provider", "OpenAI"),
            ("Models:Catalog:fast:Endpoint", "https://host/v1"),
            ("Models:Catalog:fast:ApiKeyVariable", "PATH"),
            ("Models:Catalog:fast:Timeout", "00:03:00"),
            ("Models:Catalog:fast:AttemptTimeout", "00:00:30"),
            ("Models:Catalog:fast:Fallbacks:0", "LOCAL")).Catalog["FAST"];

        Assert.Equal((TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(30)), (model.Timeout, model.AttemptTimeout));
        Assert.Equal(Environment.GetEnvironmentVariable("PATH"), model.FindApiKey());
        Assert.Equal(["LOCAL"], model.Fallbacks);
    }

    [Fact]
    public void A_model_does_not_print_its_key() =>
        Assert.DoesNotContain("secret", new ModelOptions { ApiKey = "secret" }.ToString(), StringComparison.Ordinal);

    private static IEnumerable<string> Problems(params (string, string)[] settings)
    {
        try
        {
            Read(settings);
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return exception.Failures;
        }
    }

    private static ModelsOptions Read(params (string Setting, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(s => s.Setting, s => (string?)s.Value))
            .Build();
        using var services = RoutingServices.AddRouting(new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddModels().AddGuards()).BuildServiceProvider();
        return services.GetRequiredService<IOptionsFactory<ModelsOptions>>().Create(Options.DefaultName);
    }
}
