using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;

namespace Inference.Settings;

/// <summary>
/// Configuration files beside the program and in the folder that the process starts in, which wins. They are read again when they change, by looking at
/// them every few seconds. The framework's own way watches the whole folder with all that is in it, the database too: every page written would be an event.
/// </summary>
internal static class ConfigurationFiles
{
    /// <summary>The argument that keeps the framework from watching.</summary>
    public const string NotWatched = "--hostBuilder:reloadConfigOnChange=false";

    private const string Name = "appsettings";

    /// <summary>Replaces the files that the framework reads.</summary>
    public static void Watch(ConfigurationManager configuration, string folder, ConfigurationFileFaults faults)
    {
        var sources = ((IConfigurationBuilder)configuration).Sources;
        var files = sources.OfType<JsonConfigurationSource>().Where(source => source.Path?.StartsWith(Name, StringComparison.Ordinal) is true).ToArray();
        var place = files.Length == 0 ? 0 : sources.IndexOf(files[0]);
        foreach (var file in files)
        {
            sources[sources.IndexOf(file)] = Watched(file.Path!, folder, faults);
        }

        var program = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        if (program == Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))
        {
            return;
        }

        foreach (var file in files.Reverse())
        {
            sources.Insert(place, Watched(file.Path!, program, faults));
        }
    }

    private static WatchedJsonSource Watched(string file, string folder, ConfigurationFileFaults faults) => new(faults)
    {
        FileProvider = new PhysicalFileProvider(folder) { UsePollingFileWatcher = true, UseActivePolling = true },
        Path = file,
        Optional = true,
        ReloadOnChange = true,
    };
}
