using Inference.Settings;
using Microsoft.Extensions.Primitives;

namespace Inference.Hosting;

/// <summary>Logs files that cannot be read, and names that do not exist, when configuration changes while the process runs.</summary>
internal sealed partial class ConfigurationChangeLog(
    IConfiguration configuration, ConfigurationFileFaults files, ConfigurationCheck check, ILogger<ConfigurationChangeLog> logger) : IHostedService, IDisposable
{
    private readonly Lock _gate = new();
    private IDisposable? _changes;
    private string _reported = "";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        files.Changed += ReportFile;
        _changes = ChangeToken.OnChange(configuration.GetReloadToken, ReportUnknownNames);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        files.Changed -= ReportFile;
        _changes?.Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _changes?.Dispose();

    private void ReportFile(string file, string? problem)
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

    private void ReportUnknownNames()
    {
        // Sources signal one change more than once, and from any thread.
        lock (_gate)
        {
            var unknown = string.Join("; ", check.UnknownNames());
            if (unknown.Length > 0 && unknown != _reported)
            {
                LogUnknown(unknown);
            }

            _reported = unknown;
        }
    }

    [LoggerMessage(LogLevel.Warning, "A changed configuration file cannot be read, the settings from before stay: {Problem}")]
    private partial void LogUnreadable(string problem);

    [LoggerMessage(LogLevel.Information, "The configuration file {File} can be read again")]
    private partial void LogReadable(string file);

    [LoggerMessage(LogLevel.Warning, "The changed configuration has settings that do not exist: {Problems}")]
    private partial void LogUnknown(string problems);
}
