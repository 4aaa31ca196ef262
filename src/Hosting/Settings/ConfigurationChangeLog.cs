using Microsoft.Extensions.Primitives;

namespace Inference.Settings;

/// <summary>Tells of files that cannot be read, and of names that do not exist, when configuration changes while the process runs.</summary>
internal sealed partial class ConfigurationChangeLog(
    IConfiguration configuration, ConfigurationFileFaults files, ConfigurationCheck check, ILogger<ConfigurationChangeLog> logger) : IHostedService, IDisposable
{
    private readonly Lock _gate = new();
    private IDisposable? _changes;
    private string _told = "";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        files.Changed += TellFile;
        _changes = ChangeToken.OnChange(configuration.GetReloadToken, TellNames);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        files.Changed -= TellFile;
        _changes?.Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _changes?.Dispose();

    private void TellFile(string file, string? problem)
    {
        if (problem is null)
        {
            LogReadable(file);
        }
        else
        {
            LogUnreadable(problem);
        }
    }

    private void TellNames()
    {
        // Sources tell of one change more than once, and from any thread.
        lock (_gate)
        {
            var unknown = string.Join("; ", check.UnknownNames());
            if (unknown.Length > 0 && unknown != _told)
            {
                LogUnknown(unknown);
            }

            _told = unknown;
        }
    }

    [LoggerMessage(LogLevel.Warning, "A changed configuration file cannot be read, the settings from before stay: {Problem}")]
    private partial void LogUnreadable(string problem);

    [LoggerMessage(LogLevel.Information, "The configuration file {File} can be read again")]
    private partial void LogReadable(string file);

    [LoggerMessage(LogLevel.Warning, "The changed configuration has settings that do not exist: {Problems}")]
    private partial void LogUnknown(string problems);
}
