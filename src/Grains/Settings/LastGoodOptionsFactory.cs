using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Inference.Settings;

/// <summary>
/// Makes options anew when the configuration changes; a change that is not valid is logged once and the last good ones stay. Without it, one
/// mistyped setting would fail every request until it is mended. At the start there are none: then the mistake stops the process.
/// </summary>
internal sealed partial class LastGoodOptionsFactory<TOptions>(
    IEnumerable<IConfigureOptions<TOptions>> setups,
    IEnumerable<IPostConfigureOptions<TOptions>> postConfigures,
    IEnumerable<IValidateOptions<TOptions>> validations,
    IConfiguration configuration,
    ILogger<LastGoodOptionsFactory<TOptions>> logger) : IOptionsFactory<TOptions>
    where TOptions : class
{
    private readonly OptionsFactory<TOptions> _factory = new(setups, postConfigures, validations);
    private volatile TOptions? _lastGood;

    public TOptions Create(string name)
    {
        try
        {
            return _lastGood = _factory.Create(name);
        }
        catch (OptionsValidationException invalid) when (_lastGood is not null)
        {
            LogKept(SettingSchema.SectionOf(typeof(TOptions)), string.Join("; ", SettingFailures.Of(invalid)));
            return _lastGood;
        }
        catch (InvalidOperationException malformed) when (_lastGood is not null)
        {
            // The binder names the first value of a wrong type, and the type as C# has it.
            var problems = SettingSchema.Of(typeof(TOptions)).Check(configuration).Where(problem => problem.Setting is not null).Select(problem => problem.Text);
            LogKept(SettingSchema.SectionOf(typeof(TOptions)), problems.Any() ? string.Join("; ", problems) : malformed.Message);
            return _lastGood;
        }
    }

    [LoggerMessage(LogLevel.Error, "The changed configuration was not taken over, the settings of {Section} stay as they were: {Problems}")]
    private partial void LogKept(string? section, string problems);
}
