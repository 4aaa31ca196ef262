using Inference.Guards;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Inference.Settings;

public sealed class ReloadTests
{
    private readonly IConfigurationRoot _configuration =
        new ConfigurationBuilder().AddInMemoryCollection([new("Guard:Refusal", "No.")]).Build();

    private readonly IOptionsMonitor<GuardOptions> _options;

    public ReloadTests() => _options = new ServiceCollection()
        .AddLogging()
        .AddSingleton<IConfiguration>(_configuration)
        .AddGuards()
        .BuildServiceProvider()
        .GetRequiredService<IOptionsMonitor<GuardOptions>>();

    [Fact]
    public void A_change_counts_from_the_next_request_on()
    {
        Assert.Equal("No.", _options.CurrentValue.Refusal);

        Change("Guard:Refusal", "Never.");

        Assert.Equal("Never.", _options.CurrentValue.Refusal);
    }

    [Theory]
    [InlineData("Guard:MaxCharacters", "3")]
    [InlineData("Guard:MaxCharacters", "many")]
    [InlineData("Guard:Refusal", "")]
    public void An_invalid_change_is_ignored_until_it_is_corrected(string name, string value)
    {
        var before = _options.CurrentValue;

        Change(name, value);
        Assert.Same(before, _options.CurrentValue);
        Change(name, "500");

        Assert.NotSame(before, _options.CurrentValue);
    }

    private void Change(string name, string value)
    {
        _configuration[name] = value;
        _configuration.Reload();
    }
}
