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
        catch (Exception exception) when (_lastGood is not null && exception is OptionsValidationException or InvalidOperationException)
        {
            // The second is what binding throws for a value of the wrong type.
            LogKept(typeof(TOptions).Name, exception.Message);
            return _lastGood!;
        }
    }

    [LoggerMessage(LogLevel.Error, "The changed configuration was not taken over, {Options} stay as they were: {Problem}")]
    private partial void LogKept(string options, string problem);
}
