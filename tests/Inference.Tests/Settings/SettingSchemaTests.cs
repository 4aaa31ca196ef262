using Inference.Authentication;
using Inference.Chats;
using Inference.Guards;
using Inference.Models;
using Microsoft.Extensions.Options;

namespace Inference.Settings;

public sealed class SettingSchemaTests
{
    private static readonly SettingSchema Schema =
        SettingSchema.Of(typeof(InferenceOptions), typeof(ModelsOptions), typeof(GuardOptions), typeof(ProxyOptions), typeof(ChatOptions));

    [Theory]
    [InlineData("Guard:Enabled", "false")]
    [InlineData("guard:enabled", "FALSE")]
    [InlineData("Guard:Categories:of mine:Threshold", "0.5")]
    [InlineData("Guard:Categories:of mine:Threshold", "")]
    [InlineData("Models:Catalog:gpt-4.1:Fallbacks:0", "local")]
    [InlineData("Models:Catalog:a:ExtraBody", "{}")]
    [InlineData("Models:Catalog:a:ExtraBody:top_k", "20")]
    [InlineData("Models:Catalog:a:ExtraBody:chat_template_kwargs:deep:0", "")]
    [InlineData("Models:Catalog", null)]
    [InlineData("Api:TrustedProxies", "")]
    [InlineData("Inference:Cluster:GatewayPort", "30000")]
    public void A_setting_that_exists_and_converts_is_no_problem(string name, string? value) => Assert.Null(Schema.Check(name, value));

    [Theory]
    [InlineData("Guard:Enabled", "maybe", "Guard:Enabled: 'maybe' is not true or false")]
    [InlineData("Guard:Enabled", "", "Guard:Enabled: '' is not true or false")]
    [InlineData("Models:Catalog:a:Timeout", "2m", "Models:Catalog:a:Timeout: '2m' is not a time such as 00:02:00")]
    [InlineData("Models:Catalog:a:Retries", "99999999999", "Models:Catalog:a:Retries: '99999999999' is not a whole number of at most 2147483647")]
    [InlineData("Guard:Categories:a:Threshold", "high", "Guard:Categories:a:Threshold: 'high' is not a number")]
    [InlineData("Api:TrustedProxies", "10.0.0.1", "Api:TrustedProxies: is a list: write Api:TrustedProxies:0")]
    [InlineData("Guard", "off", "Guard: is a section and has no value of its own")]
    public void An_unconvertible_value_is_reported_with_its_settings_name(string name, string value, string line) =>
        Assert.Equal(line, Schema.Check(name, value)?.Text);

    [Theory]
    [InlineData("Gaurd:Enabled", "Guard:Enabled")]
    [InlineData("Guard:Enabeld", "Guard:Enabled")]
    [InlineData("Models:Catalog:fast:Endpont", "Models:Catalog:fast:Endpoint")]
    [InlineData("Model:Catalog:fast:Endpoint", "Models:Catalog:fast:Endpoint")]
    [InlineData("DataDirectory", "Inference:DataDirectory")]
    [InlineData("datadirectory", "Inference:DataDirectory")]
    [InlineData("Inference:Clsuter:SiloPort", "Inference:Cluster:SiloPort")]
    public void An_unknown_name_is_reported_with_the_nearest_known(string name, string nearest) =>
        Assert.Equal($"There is no setting {name}. Did you mean {nearest}?", Schema.Check(name, "x")?.Text);

    [Fact]
    public void A_name_without_a_near_match_is_reported_alone() =>
        Assert.Equal("There is no setting Verbosity:Of:Everything.", Schema.Check("Verbosity:Of:Everything", "x")?.Text);

    [Fact]
    public void Failures_of_validators_have_one_form()
    {
        var invalid = new OptionsValidationException("", typeof(InferenceOptions),
        [
            "SiloPort: The field InferenceOptions.Cluster.SiloPort must be between 1 and 65535.",
            "DataDirectory: The InferenceOptions.DataDirectory field is required.",
            "Storage: InferenceOptions.Storage must be 'sqlite' or 'postgres'.",
            "AdminKey: must be 32 to 256 visible ASCII characters.",
            "Models:Default: names the model 'x', which is not in Models:Catalog",
        ]);

        string[] expected =
        [
            "Inference:Cluster:SiloPort: must be between 1 and 65535",
            "Inference:DataDirectory: is required",
            "Inference:Storage: must be 'sqlite' or 'postgres'",
            "Inference:AdminKey: must be 32 to 256 visible ASCII characters",
            "Models:Default: names the model 'x', which is not in Models:Catalog",
        ];
        Assert.Equal(expected, SettingFailures.Of(invalid));
    }
}
