using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Inference.Models.Catalog;

/// <summary>Settings about names and about what a model's server is sent.</summary>
public sealed class ModelRequestRulesTests
{
    [Fact]
    public void All_problems_are_reported_at_once_with_the_settings_names()
    {
        var problems = Problems(
            "Models:Unknown=none",
            "Models:Catalog:a:Endpoint=http://host/v1", "Models:Catalog:a:Aliases:0=b", "Models:Catalog:a:Aliases:1= ", "Models:Catalog:a:Aliases:2=same",
            "Models:Catalog:a:Aliases:3=LOCAL", "Models:Catalog:a:ExtraBody=[1]", "Models:Catalog:a:Headers:Content-Type=x", "Models:Catalog:a:Headers:X Y=x",
            "Models:Catalog:a:Headers:authorization=x", "Models:Catalog:a:Headers:X-Title=a\nb", "Models:Catalog:a:Drop:0=", "Models:Catalog:a:Drop:1=messages",
            "Models:Catalog:a:AuthHeader=Authorization: two words", "Models:Catalog:a:ApiKey=k\ny",
            "Models:Catalog:b:Endpoint=http://host/v1", "Models:Catalog:b:Aliases:0=Same", "Models:Catalog:b:ExtraBody={\"n\":2,\"stream\":true,\"top_k\":1}",
            "Models:Catalog:b:AuthHeader=Host", "Models:Catalog:b:ApiKey=schlüssel", "Models:Catalog:b:Fallbacks:0=same",
            "Models:Catalog:c:Endpoint=http://host/v1", "Models:Catalog:c:ExtraBody={", "Models:Catalog:c:Fallbacks:0=same", "Models:Catalog:a:Fallbacks:0=c");

        string[] expected =
        [
            "Models:Unknown: names the model 'none', which is not in Models:Catalog",
            "Models:Catalog:a:Aliases:0: 'b' is already a name of the model 'b'",
            "Models:Catalog:a:Aliases:1: must not be blank",
            "Models:Catalog:a:Aliases:3: 'LOCAL' is already a name of the model 'local'",
            "Models:Catalog:a:ExtraBody: must be a JSON object",
            "Models:Catalog:a:Headers:Content-Type: must not be set",
            "Models:Catalog:a:Headers:X Y: must have a name of letters, digits and hyphens",
            "Models:Catalog:a:Headers:authorization: must not be set: it carries Models:Catalog:a:ApiKey",
            "Models:Catalog:a:Headers:X-Title: must be printable ASCII characters",
            "Models:Catalog:a:Drop:0: must not be blank",
            "Models:Catalog:a:Drop:1: must not be messages: every request needs it",
            "Models:Catalog:a:AuthHeader: must be a header's name, or a name and a scheme such as 'Authorization: Bearer'",
            "Models:Catalog:a:ApiKey: must be printable ASCII characters",
            "Models:Catalog:a:Fallbacks:0: names the model 'c', which falls back on 'a' itself",
            "Models:Catalog:b:Aliases:0: 'Same' is already a name of the model 'a'",
            "Models:Catalog:b:ExtraBody: must not hold stream, n",
            "Models:Catalog:b:AuthHeader: must not be Host",
            "Models:Catalog:b:ApiKey: must be printable ASCII characters",
            "Models:Catalog:c:ExtraBody: must be a JSON object",
            "Models:Catalog:c:Fallbacks:0: names the model 'same', which falls back on 'c' itself",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), problems.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Lists_headers_and_json_are_read_without_the_space_around_them()
    {
        var model = Read(
            "Models:Catalog:a:Endpoint=http://host/v1", "Models:Catalog:a:Aliases:0=x", "Models:Catalog:a:Aliases:1=y", "Models:Catalog:a:Headers:X-Title= Chat ",
            "Models:Catalog:a:Headers:HTTP-Referer=https://host/?a=b", "Models:Catalog:a:Drop:0=seed", "Models:Catalog:a:Drop:1=messages.name",
            "Models:Catalog:a:ExtraBody={\"top_k\": 20}", "Models:Catalog:a:AuthHeader=api-key", "Models:Catalog:a:ApiKey= k\r\n").Catalog["a"];

        Assert.Equal(["x", "y"], model.Aliases);
        Assert.Equal(["seed", "messages.name"], model.Drop);
        Assert.Equal(("Chat", "https://host/?a=b"), (model.Headers["X-Title"], model.Headers["HTTP-Referer"]));
        Assert.Equal(("""{"top_k": 20}""", "api-key", "k"), (model.ExtraBody, model.AuthHeader, model.FindApiKey()));
    }

    [Theory]
    [InlineData("secret\n", "secret", null)]
    [InlineData("two\nlines", null, "names the environment variable 'NAME', which must be printable ASCII characters")]
    [InlineData(" \n", null, "names the environment variable 'NAME', which is not set")]
    public void A_key_in_a_variable_is_trimmed_and_checked(string value, string? key, string? problem)
    {
        var variable = $"INFERENCE_TEST_{Guid.NewGuid():n}";
        Environment.SetEnvironmentVariable(variable, value);
        string[] settings = ["Models:Catalog:a:Endpoint=http://host/v1", $"Models:Catalog:a:ApiKeyVariable={variable}"];

        Assert.Equal(problem is null ? [] : [$"Models:Catalog:a:ApiKeyVariable: {problem.Replace("NAME", variable, StringComparison.Ordinal)}"], Problems(settings));
        Assert.Equal(key, problem is null ? Read(settings).Catalog["a"].FindApiKey() : null);
    }

    [Theory]
    [InlineData(" ", "Models:Catalog:a:ApiKey: must not be blank")]
    [InlineData("\n", "Models:Catalog:a:ApiKey: must not be blank")]
    [InlineData("", null)]
    public void A_blank_key_is_a_problem_and_an_empty_one_is_none(string key, string? problem) => Assert.Equal(
        problem is null ? [] : [problem], Problems("Models:Catalog:a:Endpoint=http://host/v1", $"Models:Catalog:a:ApiKey={key}"));

    [Theory]
    [InlineData("Content-Language")]
    [InlineData("content-encoding")]
    [InlineData("Content-Disposition")]
    [InlineData("Content-Anything")]
    [InlineData("Allow")]
    [InlineData("Expires")]
    [InlineData("Last-Modified")]
    [InlineData("Accept-Encoding")]
    [InlineData("Host")]
    public void A_header_that_would_not_be_sent_is_refused(string name)
    {
        Assert.Equal(
            [$"Models:Catalog:a:Headers:{name}: must not be set"], Problems("Models:Catalog:a:Endpoint=http://host/v1", $"Models:Catalog:a:Headers:{name}=x"));
        Assert.Equal(
            [$"Models:Catalog:a:AuthHeader: must not be {name}"], Problems("Models:Catalog:a:Endpoint=http://host/v1", $"Models:Catalog:a:AuthHeader={name}"));
    }

    [Theory]
    [InlineData("""ExtraBody={"a":1}|ExtraBody:b=2""", "Models:Catalog:a:ExtraBody: is given as a text and as a section: leave out one of them")]
    [InlineData("ExtraBody:0=a", "Models:Catalog:a:ExtraBody: must be a JSON object")]
    [InlineData("ExtraBody:model=x|ExtraBody:b=2", "Models:Catalog:a:ExtraBody: must not hold model")]
    [InlineData("Model:a=1", "There is no setting Models:Catalog:a:Model:a. Did you mean Models:Catalog:a:Model?")]
    [InlineData("Aliases:0:a=1", "There is no setting Models:Catalog:a:Aliases:0:a. Did you mean Models:Catalog:a:Aliases:0?")]
    [InlineData("Headers:X:a=1", "There is no setting Models:Catalog:a:Headers:X:a. Did you mean Models:Catalog:a:Headers:X?")]
    public void A_section_in_the_place_of_a_value_is_a_problem(string settings, string problem) => Assert.Equal(
        [problem], Problems(["Models:Catalog:a:Endpoint=http://host/v1", .. settings.Split('|').Select(setting => $"Models:Catalog:a:{setting}")]));

    [Fact]
    public void A_built_in_model_may_have_aliases() =>
        Assert.Empty(Problems("Models:Catalog:local:Provider=local", "Models:Catalog:local:Aliases:0=builtin", "Models:Unknown=builtin"));

    private static IEnumerable<string> Problems(params string[] settings)
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

    private static ModelsOptions Read(params string[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => setting.Split('=', 2)).ToDictionary(parts => parts[0], parts => (string?)parts[1]))
            .Build();
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddModels().BuildServiceProvider();
        return services.GetRequiredService<IOptionsFactory<ModelsOptions>>().Create(Options.DefaultName);
    }
}
