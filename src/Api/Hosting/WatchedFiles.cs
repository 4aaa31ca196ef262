using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;

namespace Inference.Hosting;

/// <summary>
/// Reads configuration files again when they change, by looking at them every few seconds. The framework's own way watches the whole
/// folder that the process starts in with all that is in it, the database too: every page written would be an event.
/// </summary>
internal static class WatchedFiles
{
    /// <summary>The argument that keeps the framework from watching.</summary>
    public const string Off = "--hostBuilder:reloadConfigOnChange=false";

    /// <summary>Takes effect with the next change to the sources.</summary>
    public static void Poll(ConfigurationManager configuration, string folder)
    {
        var files = new PhysicalFileProvider(folder) { UsePollingFileWatcher = true, UseActivePolling = true };
        foreach (var source in ((IConfigurationBuilder)configuration).Sources.OfType<JsonConfigurationSource>())
        {
            source.FileProvider = files;
            source.ReloadOnChange = true;
        }
    }
}
